// Comfort only: without it the forms post and the page comes back whole.
const print = document.getElementById('print')
print?.removeAttribute('hidden')
print?.addEventListener('click', () => window.print())

document.addEventListener('submit', async (event) => {
  const form = event.target
  const id = form.dataset.swap
  if (!id) return
  event.preventDefault()
  try {
    const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) })
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const tool = page.getElementById(id)
    if (!tool) return form.submit()
    const problems = page.querySelector('.problems')
    const news = problems ?? tool.querySelector('.outcome')
    news.autofocus = false // that is for a page that loads
    document.querySelector('.problems')?.remove()
    if (problems) document.querySelector('h1').before(problems)
    document.getElementById(id).replaceWith(tool)
    document.title = page.title
    news.focus()
  } catch {
    form.submit()
  }
})

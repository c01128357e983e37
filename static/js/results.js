// Comfort only: without it the forms post and the page comes back whole.
const print = document.getElementById('print')
print.hidden = false
print.addEventListener('click', () => window.print())

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
    document.getElementById(id).replaceWith(tool)
    const shown = tool.querySelector('[aria-invalid], .outcome')
    if (shown) shown.focus()
  } catch {
    form.submit()
  }
})

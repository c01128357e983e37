// Comfort only: what is typed stays in this tab while its page is looked at in the other language,
// or the page before is; it is kept nowhere else, and only for the very answers it was typed beside.
{
  const form = document.querySelector('main form')
  const shownFor = form?.elements.shown_for?.value
  const key = `typed ${location.pathname.split('/').slice(2).join('/')}${location.search}`
  const inputs = () => [...form.elements].filter((it) => it.name && it.type !== 'hidden')
  const fill = (name, value) => {
    const same = inputs().filter((it) => it.name === name)
    const it = same.find((box) => box.value === value && /radio|checkbox/.test(box.type)) ?? same[0]
    if (/radio|checkbox/.test(it?.type)) it.checked = it.value === value
    else if (it) it.value = value
    const details = it?.closest('details')
    if (details && value && it.type !== 'radio') details.open = true
  }
  const keep = () => {
    const typed = [...new FormData(form)].filter(([name]) => inputs().some((it) => it.name === name))
    sessionStorage.setItem(key, JSON.stringify({ shownFor, typed }))
  }
  if (shownFor !== undefined) {
    for (const name of Object.keys(sessionStorage).filter((it) => it.startsWith('typed '))) {
      const kept = JSON.parse(sessionStorage.getItem(name))
      const mine = kept.shownFor === shownFor
      if (mine && name === key) for (const [field, value] of kept.typed) fill(field, value)
      if (!mine || name === key) sessionStorage.removeItem(name)
    }
    form.dispatchEvent(new Event('input'))
    // Before the first answer nobody knows whose turn it is next.
    const links = document.querySelectorAll(shownFor ? '.back, .languages a' : '.languages a')
    for (const link of links) link.addEventListener('click', keep)
  }
}

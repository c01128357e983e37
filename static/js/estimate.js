// Comfort only: a running total, in glasses too. The server adds up for itself, and to the same.
const running = document.getElementById('running')
const form = document.querySelector('.estimate')
const other = Number(form.dataset.other)
const step = Number(form.dataset.step)
const glass = Number(form.dataset.glass)
const quick = form.classList.contains('is-quick')
// Whole numbers, so that halves round as the server's: ten-thousandths of a mg; of a week, in tenths.
const unit = quick ? 1e4 : 7e5
const SERVINGS = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d)0*)?\s*(?:times|servings|份|次)?\.?$/
// Servings in tenths; what the server would refuse is not a number.
const tenths = (text) => {
  const said = text.normalize('NFKC').trim().toLowerCase()
  if (!said) return 0
  const [, whole, tenth] = SERVINGS.exec(said) ?? []
  const count = 10 * Number(whole?.replaceAll(',', '')) + Number(tenth ?? 0)
  return count <= 1000 ? count : NaN
}
const parts = () => quick
  ? [...form.querySelectorAll(':checked')].map((it) => Number(it.dataset.parts))
  : [...form.querySelectorAll('[data-parts]')].map((it) => it.dataset.parts * tenths(it.querySelector('input').value))
const draw = (mg) => {
  const count = Math.min(6, Math.ceil(mg / glass))
  let food = ''
  let outline = ''
  for (let number = 0; number < count; number++) {
    const [middle, level] = [54 * number + 27, Math.min(1, mg / glass - number)]
    const [half, top] = [13 + 6 * level, 86 - 72 * level]
    food += `M${middle - half} ${top}h${2 * half}L${middle + 13} 86h-26z`
    outline += `M${middle - 21} 8l6 80h30l6-80`
  }
  running.querySelector('.food').setAttribute('d', food)
  running.querySelector('.outline').setAttribute('d', outline)
}
const add = () => {
  const given = parts()
  const sum = given.reduce((all, part) => all + part, 0)
  const total = step * Math.floor((2 * (sum + unit * other) + unit * step) / (2 * unit * step))
  running.hidden = Number.isNaN(sum) || (quick ? !given.length : !sum)
  if (running.hidden) return
  running.querySelector('output').value = total.toLocaleString('en')
  draw(total)
}
form.addEventListener('input', add)
add()

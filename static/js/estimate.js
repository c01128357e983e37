// Comfort only: a running total while the list is filled in. The server adds up for itself.
const running = document.getElementById('running')
const form = document.querySelector('.estimate')
const { other, step } = running.dataset
const number = (text) => Number(text.normalize('NFKC').replace(/[^0-9.]/g, '')) || 0
// Whole numbers, so that halves round as the server's: ten-thousandths of a mg, tenths of a serving.
const add = () => {
  const week = [...form.querySelectorAll('.food')].reduce((sum, food) =>
    sum + food.dataset.parts * Math.round(10 * number(food.querySelector('input').value)), 0)
  const total = step * Math.floor((2 * (week + 7e5 * other) + 7e5 * step) / (14e5 * step))
  running.querySelector('output').value = total.toLocaleString('en')
  running.hidden = week === 0
}
form.addEventListener('input', add)
add()

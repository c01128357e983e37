// Comfort only: a running total while the list is filled in. The server adds up for itself.
const running = document.getElementById('running')
const form = document.querySelector('.estimate')
const number = (text) => Number(text.normalize('NFKC').replace(/[^0-9.]/g, '')) || 0
const add = () => {
  const week = [...form.querySelectorAll('.food')]
    .reduce((sum, food) => sum + food.dataset.mg * number(food.querySelector('input').value), 0)
  running.querySelector('output').value = (50 * Math.round((week / 7 + 100) / 50)).toLocaleString('en')
  running.hidden = week === 0
}
form.addEventListener('input', add)
add()

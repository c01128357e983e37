// Comfort only: without it the browser's own menu prints, and the card's text can be copied.
for (const print of document.querySelectorAll('[data-print]')) {
  print.hidden = false
  print.addEventListener('click', () => window.print())
}
// Paper has nothing to press: what opens is open on it, also where CSS alone cannot do that.
addEventListener('beforeprint', () => {
  for (const it of document.querySelectorAll('details.on-paper')) it.open = true
})
const share = document.querySelector('[data-share]')
if (share && navigator.share) {
  share.hidden = false
  const text = document.getElementById('card-text').textContent
  share.addEventListener('click', () =>
    navigator.share({ title: share.dataset.share, text }).catch(() => {}))
}

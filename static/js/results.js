// Comfort only: without it the browser's own menu prints.
const print = document.getElementById('print')
print?.removeAttribute('hidden')
print?.addEventListener('click', () => window.print())

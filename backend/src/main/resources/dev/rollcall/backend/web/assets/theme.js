/*
 * Light or dark, before the first paint: a script of its own, not a module, because modules run after it.
 * Without a choice the system's holds; a choice is kept in this browser alone.
 */
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem('rollcall.theme');
  } catch (noStorage) {
    // Then there is no choice to keep.
  }
  if (chosen === 'light' || chosen === 'dark') {
    document.documentElement.dataset.theme = chosen;
  }
})();

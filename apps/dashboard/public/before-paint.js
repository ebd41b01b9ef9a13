// Runs before everything else. A file and not inline: the content policy is strict.
// Zod would try `new Function` while schemas are made, which the policy refuses and reports.
globalThis.__zod_globalConfig = { jitless: true };
// No text becomes markup: the policy asks for this of every text that is put into the page as HTML, which the charts do with
// plain text. Angular's own policy is for its templates alone.
globalThis.trustedTypes?.createPolicy('default', {
  createHTML: function (text) {
    return /[<&]/.test(text) ? null : text;
  },
});
// A remembered theme or language must not flash.
(function () {
  try {
    var theme = localStorage.getItem('lianfang.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    if (localStorage.getItem('lianfang.language') === 'en') document.documentElement.lang = 'en';
  } catch {
    // Storage may be forbidden; the system's theme and Chinese are used then.
  }
})();

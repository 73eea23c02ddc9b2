// Keeps a page up to date. Without it everything works; one loads the page again.
(() => {
  const pause = document.getElementById('pause'), main = document.getElementById('content');
  const zone = -new Date().getTimezoneOffset();
  // Times are UTC, as in the log; what they are here is a hint away.
  const hint = () => {
    if (zone) main.querySelectorAll('time').forEach(time => { time.title = new Date(time.dateTime).toLocaleString(); });
  };
  hint();
  if (!pause || !window.EventSource) return;
  let source = null, paused = false;
  // Nothing is replaced under somebody's hands: neither what has the focus nor what is being marked.
  const busy = () => document.hidden || main.contains(document.activeElement) && document.activeElement !== main
    || !getSelection().isCollapsed;
  const start = () => {
    source = new EventSource(pause.dataset.live);
    source.onmessage = event => {
      if (busy() || event.data === main.dataset.last) return;
      main.dataset.last = event.data;
      main.innerHTML = event.data;
      hint();
    };
  };
  const stop = () => {
    if (source) source.close();
    source = null;
  };
  pause.hidden = false;
  pause.onclick = () => {
    paused = !paused;
    pause.textContent = paused ? 'Go on' : 'Pause';
    if (paused) stop(); else start();
  };
  document.addEventListener('visibilitychange', () => {
    stop();
    if (!document.hidden && !paused) start();
  });
  start();
})();

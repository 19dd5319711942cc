/** Whether a key may be taken as one of the page’s: keys are on, no modifier is held, and nobody is typing. */
export const isFree = (event) =>
  !(event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem('keys') === 'off') &&
  !event.target.closest('input, textarea, select, dialog, [contenteditable]')

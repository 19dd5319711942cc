// Keeps an article with whoever claimed it while its page is open; without it the lease ends after half an hour.
customElements.define(
  'keep-claim',
  class extends HTMLElement {
    connectedCallback() {
      this.timer = setInterval(() => this.renew(), 5 * 60_000)
      this.back = () => document.visibilityState === 'visible' && this.renew()
      document.addEventListener('visibilitychange', this.back)
    }

    disconnectedCallback() {
      clearInterval(this.timer)
      document.removeEventListener('visibilitychange', this.back)
    }

    async renew() {
      const answer = await fetch(this.getAttribute('to'), { method: 'POST', headers: { accept: 'application/json' } }).catch(() => null)
      if (!answer || answer.ok) return
      this.disconnectedCallback()
      const output = this.querySelector('output')
      output.textContent = (await answer.json()).error
      output.hidden = false
    }
  },
)

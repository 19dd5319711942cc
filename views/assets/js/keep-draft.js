// Keeps what is typed as its writer's draft, every few seconds and when the tab is left; without it the form has a button for that.
customElements.define(
  'keep-draft',
  class extends HTMLElement {
    connectedCallback() {
      this.form = this.querySelector('form')
      this.kept = this.form.elements.text.value
      this.timer = setInterval(() => this.keep(), 3000)
      this.leave = () => document.visibilityState === 'hidden' && this.keep()
      document.addEventListener('visibilitychange', this.leave)
      this.form.addEventListener('submit', () => this.disconnectedCallback())
    }

    disconnectedCallback() {
      clearInterval(this.timer)
      this.sending?.abort()
      document.removeEventListener('visibilitychange', this.leave)
    }

    async keep() {
      const text = this.form.elements.text.value
      if (text === this.kept || this.sending) return
      this.sending = new AbortController()
      const body = new URLSearchParams(new FormData(this.form))
      const sent = { method: 'POST', headers: { accept: 'application/json' }, body, signal: this.sending.signal }
      // A browser lets a small one go on when the tab is closed.
      const says = await fetch(this.getAttribute('to'), { ...sent, keepalive: `${body}`.length < 60_000 })
        .then(async (answer) => (answer.ok ? '' : (await answer.json()).error))
        .catch((error) => (error.name === 'AbortError' ? '' : 'the house does not answer.'))
      this.sending = undefined
      if (says === '') this.kept = text
      this.querySelector('output').textContent = says === '' ? 'Your draft is kept.' : `Not kept yet: ${says}`
    }
  },
)

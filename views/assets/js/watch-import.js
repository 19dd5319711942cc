// Shows how far a worker is with an import, and the whole page again when it is done; without it the page has a link for that.
customElements.define(
  'watch-import',
  class extends HTMLElement {
    connectedCallback() {
      this.source = new EventSource(this.getAttribute('from'))
      this.source.addEventListener('progress', ({ data }) => {
        const { says, share } = JSON.parse(data)
        this.querySelector('output').textContent = says
        this.querySelector('progress').value = share
      })
      this.source.addEventListener('over', () => location.reload())
    }

    disconnectedCallback() {
      this.source.close()
    }
  },
)

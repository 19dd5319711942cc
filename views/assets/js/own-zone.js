// Chooses the zone of this machine, and says the moment in UTC beside what is typed; without it the zone is chosen by hand.
customElements.define(
  'own-zone',
  class extends HTMLElement {
    connectedCallback() {
      const [at, zone] = [this.querySelector('input'), this.querySelector('select')]
      const own = Intl.DateTimeFormat().resolvedOptions().timeZone
      if (zone.value === 'UTC') {
        if (![...zone.options].some(({ value }) => value === own)) zone.add(new Option(own, own))
        const moment = new Date(`${at.value}Z`)
        zone.value = own
        if (at.value) at.value = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
      }
      const say = () => {
        const moment = new Date(at.value)
        const known = zone.value === own && !Number.isNaN(moment.getTime())
        this.querySelector('output').textContent = known ? `That is ${moment.toISOString().slice(0, 16).replace('T', ', ')} UTC.` : ''
      }
      this.addEventListener('input', say)
      say()
    }
  },
)

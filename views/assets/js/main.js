import './auto-submit.js'
import './galley-keys.js'
import './keys-help.js'

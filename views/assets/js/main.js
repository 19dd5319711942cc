import './auto-submit.js'
import './copy-text.js'
import './galley-keys.js'
import './keys-help.js'

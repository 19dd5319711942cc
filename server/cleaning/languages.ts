import type { Language } from './language.ts'
import { af } from './languages/af.ts'
import { am } from './languages/am.ts'
import { ar } from './languages/ar.ts'
import { bg } from './languages/bg.ts'
import { bn } from './languages/bn.ts'
import { cs } from './languages/cs.ts'
import { da } from './languages/da.ts'
import { de } from './languages/de.ts'
import { el } from './languages/el.ts'
import { en } from './languages/en.ts'
import { es } from './languages/es.ts'
import { et } from './languages/et.ts'
import { fa } from './languages/fa.ts'
import { fi } from './languages/fi.ts'
import { fr } from './languages/fr.ts'
import { ha } from './languages/ha.ts'
import { he } from './languages/he.ts'
import { hi } from './languages/hi.ts'
import { hr } from './languages/hr.ts'
import { hu } from './languages/hu.ts'
import { id } from './languages/id.ts'
import { ig } from './languages/ig.ts'
import { it } from './languages/it.ts'
import { ja } from './languages/ja.ts'
import { ko } from './languages/ko.ts'
import { lt } from './languages/lt.ts'
import { lv } from './languages/lv.ts'
import { ms } from './languages/ms.ts'
import { nb } from './languages/nb.ts'
import { nl } from './languages/nl.ts'
import { pl } from './languages/pl.ts'
import { pt } from './languages/pt.ts'
import { ro } from './languages/ro.ts'
import { ru } from './languages/ru.ts'
import { sk } from './languages/sk.ts'
import { sl } from './languages/sl.ts'
import { so } from './languages/so.ts'
import { sr } from './languages/sr.ts'
import { sv } from './languages/sv.ts'
import { sw } from './languages/sw.ts'
import { ta } from './languages/ta.ts'
import { th } from './languages/th.ts'
import { tr } from './languages/tr.ts'
import { uk } from './languages/uk.ts'
import { ur } from './languages/ur.ts'
import { vi } from './languages/vi.ts'
import { xh } from './languages/xh.ts'
import { yo } from './languages/yo.ts'
import { zh } from './languages/zh.ts'
import { zu } from './languages/zu.ts'

/** Those whose phrases were checked first: where two languages share a phrase, theirs is taken. */
const seen = [en, sw, fr, es, pt, de, it, id, nl, pl, ar, hi, vi, ru, tr]
const unseen = [
  cs,
  sk,
  ro,
  hu,
  sv,
  nb,
  da,
  fi,
  el,
  uk,
  bg,
  sr,
  hr,
  sl,
  lt,
  lv,
  et,
  fa,
  ur,
  he,
  bn,
  ta,
  ms,
  th,
  zh,
  ja,
  ko,
  am,
  so,
  ha,
  yo,
  ig,
  zu,
  xh,
  af,
]

/** The languages the engine reads. Phrases of all of them are tried on every line: a wrong guess hides nothing. */
export const languages: readonly Language[] = [...seen, ...unseen]

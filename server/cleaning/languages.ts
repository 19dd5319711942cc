import type { Language } from './language.ts'
import { ar } from './languages/ar.ts'
import { de } from './languages/de.ts'
import { en } from './languages/en.ts'
import { es } from './languages/es.ts'
import { fr } from './languages/fr.ts'
import { hi } from './languages/hi.ts'
import { id } from './languages/id.ts'
import { it } from './languages/it.ts'
import { nl } from './languages/nl.ts'
import { pl } from './languages/pl.ts'
import { pt } from './languages/pt.ts'
import { ru } from './languages/ru.ts'
import { sw } from './languages/sw.ts'
import { tr } from './languages/tr.ts'
import { vi } from './languages/vi.ts'

/** The languages the engine reads. Phrases of all of them are tried on every line: a wrong guess hides nothing. */
export const languages: readonly Language[] = [en, sw, fr, es, pt, de, it, id, nl, pl, ar, hi, vi, ru, tr]

import { fold } from './shadow.ts'

// Whom a story tells its readers to call: written as their languages write them, folded when read.
const names = [
  'police|crime stoppers|crimestoppers|samaritans|helpline|help line|lifeline|crisis line|emergency|suicide|coastguard|sheriff',
  'polizei|notruf|telefonseelsorge|feuerwehr|gendarmerie|pompiers|urgence|policía|guardia civil|emergencia|emergencias|bomberos|línea de ayuda',
  'polícia|emergência|bombeiros|polizia|carabinieri|emergenza|vigili del fuoco|politie|brandweer|noodgeval|policja|policji|policję|straż pożarna',
  'polisi|darurat|layanan darurat|dharura|полиция|полицию|полиции|мчс|экстренн|polis|jandarma|itfaiye|acil|الشرطة|الطوارئ|الإسعاف|पुलिस|हेल्पलाइन|công an|cấp cứu|cảnh sát',
]
  .join('|')
  .split('|')
  .map(fold)

const lines = new RegExp(`(?<![\\p{L}\\p{N}])(?:${names.join('|')})`, 'u')

/** Whether a folded call leads to the police or to help instead of the newsroom. */
export const isHelpline = (folded: string): boolean => lines.test(folded)

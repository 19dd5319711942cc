import type { Kind } from '../kind.ts'
import { findLabels } from '../labels.ts'
import { findWrapped } from '../wrapped.ts'

export const relatedLink: Kind = {
  label: 'Related link',
  says: 'A link to another story: a label such as “Also Read:” with its headline.',
  verdict: 'cut',
  reads: 'signs',
  find: (line, words) => [...findLabels(line, words), ...findWrapped(line)],
  examples: {
    match: [
      'Also Read: Harbour council drops the night ferry',
      'READ ALSO: Port fees to rise in January',
      '(Also Read: Wanjiru Delta wins the lake race)',
      'Related: Osei Falls bridge reopens after storm',
      'Lea también: La cooperativa de Valdemora abre su molino',
      '>> Night ferry survives the vote by a whisker <<',
      'Soma pia: Bandari ya Kisiwa yafunguliwa upya',
      'À lire aussi : Le marché de Brévanne rouvre ses portes',
      'Baca juga: Pelabuhan Tanjung Rawa Dibuka Kembali',
      'اقرأ أيضا: ميناء الساحل يفتح أبوابه من جديد',
    ],
    keep: [
      'She also read the second letter aloud.',
      'Related charges were dropped in March.',
      'He told pupils to read: “Harbour Lights”, his first novel, is on the list.',
      'Read the room',
      'More Than a Game',
    ],
  },
}

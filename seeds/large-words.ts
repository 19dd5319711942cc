/** What synthetic articles are made of: for each language its word endings and the promotional lines of its publishers. */
export type Tongue = { language: string; source: string; syllables: string[]; common: string[]; promotions: string[] }

export const tongues: readonly Tongue[] = [
  {
    language: 'en',
    source: 'Northmere Gazette',
    syllables: ['har', 'ton', 'mer', 'wick', 'low', 'sel', 'bran', 'ley', 'ford', 'den', 'rith', 'mos', 'tar', 'quin', 'ove', 'stane'],
    common: ['the', 'and', 'of', 'in', 'with', 'council', 'harbour', 'people', 'said', 'county', 'week', 'bridge', 'school', 'after'],
    promotions: [
      'Also Read: Council Opens New Harbour School',
      'Follow Northmere Gazette on WhatsApp and X for breaking stories as they happen.',
    ],
  },
  {
    language: 'en',
    source: 'Vale and Ridge Post',
    syllables: ['bar', 'low', 'cres', 'mont', 'hol', 'den', 'ash', 'ver', 'lin', 'gate', 'pel', 'row', 'kes', 'trel'],
    common: ['the', 'and', 'of', 'to', 'from', 'market', 'valley', 'farmers', 'told', 'village', 'month', 'road', 'before'],
    promotions: ['READ MORE: Farmers Return to the Valley Market', 'Subscribe to our newsletter for the latest news.'],
  },
  {
    language: 'fr',
    source: 'La Vigie de Brumont',
    syllables: ['bru', 'mont', 'ville', 'cla', 'rose', 'tan', 'guer', 'ler', 'mé', 'vau', 'ser', 'pont', 'lis', 'rey'],
    common: ['le', 'la', 'les', 'des', 'et', 'dans', 'mairie', 'port', 'pêcheurs', 'semaine', 'après', 'habitants', 'pont'],
    promotions: ['Lire aussi : Le port de Brumont rouvre ses quais', 'Suivez La Vigie de Brumont sur WhatsApp pour ne rien manquer.'],
  },
  {
    language: 'de',
    source: 'Auenfelder Bote',
    syllables: ['au', 'en', 'feld', 'burg', 'stein', 'lin', 'den', 'brück', 'wal', 'dorf', 'hau', 'sen', 'mühl', 'berg'],
    common: ['die', 'der', 'und', 'mit', 'nach', 'Gemeinde', 'Hafen', 'Brücke', 'Woche', 'Menschen', 'Schule', 'sagte'],
    promotions: ['Lesen Sie auch: Hafen öffnet nach langer Pause', 'Abonnieren Sie unseren Newsletter.'],
  },
  {
    language: 'es',
    source: 'El Faro de Almenara',
    syllables: ['al', 'me', 'na', 'ra', 'vi', 'lla', 'cos', 'ta', 'mon', 'te', 'rey', 'sol', 'peñ', 'do'],
    common: ['el', 'la', 'los', 'de', 'en', 'con', 'puerto', 'ayuntamiento', 'vecinos', 'semana', 'puente', 'después'],
    promotions: ['Lea también: El puerto abre de nuevo', 'Suscríbete a nuestro boletín.'],
  },
]

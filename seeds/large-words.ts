/**
 * What synthetic articles are made of: for each language its word endings and the promotional lines of its publishers. `weight` is how
 * many of a thousand articles are its own; `unspaced` is a script that writes no blanks between words.
 */
export type Tongue = {
  language: string
  source: string
  weight: number
  unspaced?: true
  syllables: string[]
  common: string[]
  promotions: string[]
}

export const tongues: readonly Tongue[] = [
  {
    language: 'en',
    source: 'Northmere Gazette',
    weight: 300,
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
    weight: 179,
    syllables: ['bar', 'low', 'cres', 'mont', 'hol', 'den', 'ash', 'ver', 'lin', 'gate', 'pel', 'row', 'kes', 'trel'],
    common: ['the', 'and', 'of', 'to', 'from', 'market', 'valley', 'farmers', 'told', 'village', 'month', 'road', 'before'],
    promotions: ['READ MORE: Farmers Return to the Valley Market', 'Subscribe to our newsletter for the latest news.'],
  },
  {
    language: 'fr',
    source: 'La Vigie de Brumont',
    weight: 150,
    syllables: ['bru', 'mont', 'ville', 'cla', 'rose', 'tan', 'guer', 'ler', 'mé', 'vau', 'ser', 'pont', 'lis', 'rey'],
    common: ['le', 'la', 'les', 'des', 'et', 'dans', 'mairie', 'port', 'pêcheurs', 'semaine', 'après', 'habitants', 'pont'],
    promotions: ['Lire aussi : Le port de Brumont rouvre ses quais', 'Suivez La Vigie de Brumont sur WhatsApp pour ne rien manquer.'],
  },
  {
    language: 'de',
    source: 'Auenfelder Bote',
    weight: 120,
    syllables: ['au', 'en', 'feld', 'burg', 'stein', 'lin', 'den', 'brück', 'wal', 'dorf', 'hau', 'sen', 'mühl', 'berg'],
    common: ['die', 'der', 'und', 'mit', 'nach', 'Gemeinde', 'Hafen', 'Brücke', 'Woche', 'Menschen', 'Schule', 'sagte'],
    promotions: ['Lesen Sie auch: Hafen öffnet nach langer Pause', 'Abonnieren Sie unseren Newsletter.'],
  },
  {
    language: 'es',
    source: 'El Faro de Almenara',
    weight: 110,
    syllables: ['al', 'me', 'na', 'ra', 'vi', 'lla', 'cos', 'ta', 'mon', 'te', 'rey', 'sol', 'peñ', 'do'],
    common: ['el', 'la', 'los', 'de', 'en', 'con', 'puerto', 'ayuntamiento', 'vecinos', 'semana', 'puente', 'después'],
    promotions: ['Lea también: El puerto abre de nuevo', 'Suscríbete a nuestro boletín.'],
  },
  {
    language: 'zh',
    source: '松湾日报',
    weight: 60,
    unspaced: true,
    syllables: [
      ...'松湾港桥江石林山田海城风云岛河雨春夏秋冬东西南北金木水火土星月日花草鸟鱼马牛羊竹米茶盐灯船帆网塔楼街巷门窗墙路车站台园亭湖溪沙冰雪',
    ],
    common: ['港口', '居民', '学校', '市场', '本周', '表示', '大桥', '以后', '已经', '恢复'],
    promotions: [],
  },
  {
    language: 'ja',
    source: '潮見新聞',
    weight: 40,
    unspaced: true,
    syllables: [
      ...'潮見浜川橋町村森野島崎沢原木谷坂春夏秋冬朝夕空星花草鳥魚馬牛羊竹米茶塩灯船帆網塔家街角門窓壁道車駅庭池泉砂氷雪風雲石岩',
    ],
    common: ['について', 'として', '港', '住民', '学校', '今週', 'という', '再開', '市場', 'された'],
    promotions: [],
  },
  {
    language: 'th',
    source: 'ข่าวท่าเรือ',
    weight: 20,
    unspaced: true,
    syllables: ['ท่า', 'เรือ', 'สะ', 'พาน', 'เมือง', 'ทะ', 'เล', 'เกาะ', 'นา', 'ดอย', 'บ้าน', 'ไร่'],
    common: ['ชาวบ้าน', 'โรงเรียน', 'ตลาด', 'สัปดาห์', 'กล่าว', 'หลังจาก', 'แล้ว', 'ของ'],
    promotions: [],
  },
  {
    language: 'ar',
    source: 'صدى المرفأ',
    weight: 20,
    syllables: ['مر', 'فأ', 'جس', 'بح', 'ري', 'دا', 'سو', 'قل', 'نا', 'شا', 'طي', 'بل'],
    common: ['في', 'من', 'على', 'الميناء', 'المدرسة', 'السكان', 'الأسبوع', 'بعد', 'قال'],
    promotions: ['اشترك في نشرتنا البريدية'],
  },
  {
    language: 'sw',
    source: 'Kisiwa Leo',
    weight: 1,
    syllables: ['ki', 'si', 'wa', 'ma', 'ji', 'da', 'ra', 'ja', 'pwa', 'ni', 'bo', 'ha', 'ri', 'to'],
    common: ['na', 'ya', 'wa', 'bandari', 'shule', 'watu', 'wiki', 'daraja', 'baada', 'alisema'],
    promotions: ['Soma pia: Daraja jipya lafunguliwa'],
  },
]

export type LargeTag = { name: string; of: number }

/** The tags of synthetic articles, and how many of a thousand carry each. */
export const largeTags: readonly LargeTag[] = [
  { name: 'Harbours', of: 400 },
  { name: 'Weather', of: 50 },
  { name: 'Regatta', of: 1 },
]

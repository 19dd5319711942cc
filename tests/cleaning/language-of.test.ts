import { markLines } from '../../server/cleaning/clean.ts'
import { languageOf } from '../../server/cleaning/language-of.ts'
import { languages } from '../../server/cleaning/languages.ts'

/** The same small story, told by us in every language the engine reads. */
const stories: Readonly<Record<string, string>> = {
  en: 'The council met on Tuesday and decided that the night ferry will stay for another year. The fishermen have asked for this.',
  sw: 'Baraza lilikutana Jumanne na kuamua kuwa kivuko cha usiku kitaendelea kwa mwaka mmoja. Wavuvi waliomba hayo katika barua yao.',
  fr: 'Le conseil s’est réuni mardi et a décidé que le ferry de nuit reste pour une année. Les pêcheurs sont contents dans le port.',
  es: 'El consejo se reunió el martes y decidió que el transbordador nocturno seguirá un año más. Los pescadores lo pidieron en una carta.',
  pt: 'O conselho reuniu na terça-feira e decidiu que a barca da noite continua mais um ano. Os pescadores não pediram isso em vão.',
  de: 'Der Rat hat am Dienstag beschlossen, dass die Nachtfähre noch ein Jahr fährt. Die Fischer sind mit dem Beschluss nicht allein.',
  it: 'Il consiglio si è riunito martedì e ha deciso che il traghetto della notte resta per un anno. Anche i pescatori sono contenti.',
  id: 'Dewan bertemu pada hari Selasa dan memutuskan bahwa kapal malam akan tetap berlayar. Para nelayan tidak keberatan dengan keputusan itu karena mereka yang meminta.',
  nl: 'De raad besloot dinsdag dat de nachtboot nog een jaar blijft varen. Het is voor de vissers niet de eerste keer dat zij winnen.',
  pl: 'Rada zebrała się we wtorek i zdecydowała, że nocny prom zostanie na rok. To nie jest pierwszy raz, jak rybacy się o to starali.',
  vi: 'Hội đồng đã họp hôm thứ Ba và quyết định giữ chuyến phà đêm trong một năm. Những người đánh cá không phản đối các quyết định này.',
  tr: 'Meclis salı günü toplandı ve gece vapurunun bir yıl daha kalmasına karar verdi. Bu karar balıkçılar için çok önemli bir adım olarak görülüyor.',
  cs: 'Rada se sešla v úterý a rozhodla, že noční trajekt zůstane ještě rok. Rybáři jsou podle starosty spokojeni, protože by jinak přišli o práci.',
  sk: 'Rada sa zišla v utorok a rozhodla, že nočný trajekt zostane ešte rok. Rybári sú podľa starostu spokojní, pretože by inak prišli o prácu.',
  ro: 'Consiliul s-a întrunit marți și a decis că feribotul de noapte rămâne pentru încă un an. Pescarii au cerut acest lucru și sunt mulțumiți.',
  hu: 'A tanács kedden ülésezett, és úgy döntött, hogy az éjszakai komp még egy évig marad. A halászok szerint ez nem volt könnyű.',
  sv: 'Rådet möttes på tisdagen och beslutade att nattfärjan är kvar ett år till. Fiskarna har inte bett om det för sin egen skull.',
  nb: 'Rådet møttes tirsdag og vedtok at nattferga blir et år til. Fiskerne har ikke bedt om det for å tjene mer, og det ble flertall.',
  da: 'Rådet mødtes tirsdag og vedtog, at natfærgen bliver et år til. Fiskerne har ikke bedt om det af nød, og der blev flertal efter en pause.',
  fi: 'Neuvosto kokoontui tiistaina ja päätti, että yölautta kulkee vielä vuoden. Kalastajat eivät ole vihaisia, mutta he myös odottavat, kun päätös on tehty.',
  hr: 'Vijeće se sastalo u utorak i odlučilo da noćni trajekt ostaje još godinu dana. Ribari su tijekom rasprave šutjeli, ali nije bilo lako što će ostati.',
  sr: 'Веће се састало у уторак и одлучило да ноћни трајект остаје још годину дана. Рибари су ћутали, али није било лако како се говорило.',
  sl: 'Svet se je sestal v torek in odločil, da nočni trajekt ostane še eno leto. Ribiči so zaradi tega zadovoljni, pa tudi župan ne skriva veselja.',
  lt: 'Taryba susirinko antradienį ir nusprendė, kad naktinis keltas plauks dar metus. Žvejai taip pat prašė, bet tai buvo ne pirmas kartas.',
  lv: 'Dome sanāca otrdien un nolēma, ka nakts prāmis kursēs vēl gadu. Zvejnieki arī lūdza par to, bet tas bija pēc ilgām sarunām.',
  et: 'Volikogu kogunes teisipäeval ja otsustas, et öine praam sõidab veel aasta. Kalurid olid rahul, aga see ei olnud kerge, kui ka linnapea vaidles.',
  ms: 'Majlis bermesyuarat pada hari Selasa dan memutuskan bahawa feri malam akan kekal. Nelayan berkata mereka telah meminta perkara ini kerana boleh menolong.',
  so: 'Golaha ayaa shiray Talaadadii oo go’aansaday in doonta habeenkii ay sii shaqayso sannad kale. Kalluumaysatadu waxay codsadeen markii uu qorshuhu dhammaaday.',
  ha: 'Majalisar ta zauna ranar Talata kuma ta ce jirgin dare zai ci gaba da aiki. Masunta sun nemi wannan ne don su samu aiki, cewa ba su da wani.',
  yo: 'Ìgbìmọ̀ náà pàdé ní ọjọ́ Ìṣẹ́gun láti sọ pé ọkọ̀ ojú omi alẹ́ yóò máa lọ fún ọdún kan. Àwọn apẹja kò bínú sí wọn.',
  ig: 'Kansụl zukọrọ na Tuzde wee kwuo na ụgbọ mmiri abalị ga-anọ otu afọ. Ndị ọkụ azụ kwuru na ọ bụ ihe ha nwere mmasị maka ya.',
  zu: 'Umkhandlu uhlangane ngoLwesibili wathi isikebhe sasebusuku sizoqhubeka futhi unyaka. Abadobi bacele lokhu ngoba abantu bayasidinga, kodwa uthe ukuthi akulula.',
  xh: 'Ibhunga lidibene ngoLwesibini kwaye lathi isikhitshane sasebusuku siza kuqhubeka. Abalobi bacele oku kuba abantu bayasifuna, kodwa uthe ukuba akukho lula okanye kunzima.',
  af: 'Die raad het Dinsdag besluit dat die nagveerboot nog ’n jaar bly. Die vissers sê hulle het nie daarvoor gevra nie, wat vir almal goed is.',
  ru: 'Совет собрался во вторник и решил, что ночной паром останется ещё на год. Рыбаки также просили об этом, но не все из них довольны.',
  uk: 'Рада зібралася у вівторок і вирішила, що нічний пором залишиться ще на рік. Рибалки також просили про це, але не всі з них задоволені.',
  bg: 'Съветът се събра във вторник и реши, че нощният ферибот ще остане още една година. Рибарите са доволни, но това не беше лесно за да се каже.',
  ar: 'اجتمع المجلس يوم الثلاثاء وقرر أن تبقى العبارة الليلية عاما آخر. قال الصيادون إن هذا القرار كان في مصلحة الميناء على ما يبدو.',
  fa: 'شورا روز سه‌شنبه تشکیل جلسه داد و تصمیم گرفت که قایق شبانه یک سال دیگر بماند. این تصمیم برای ماهیگیران خوب است و آن را با شادی پذیرفتند.',
  ur: 'کونسل کا اجلاس منگل کو ہوا اور فیصلہ کیا گیا کہ رات کی کشتی ایک سال اور چلے گی۔ ماہی گیروں نے اس کے لیے درخواست کی تھی۔',
  ja: '港の評議会は火曜日に開かれ、夜のフェリーをもう一年続けることを決めた。',
  zh: '港务局周二召开会议，决定夜间渡轮再航行一年。渔民对此表示欢迎。',
  ko: '항만 위원회는 화요일에 회의를 열고 밤 여객선을 일 년 더 운항하기로 했다.',
  th: 'สภาประชุมเมื่อวันอังคารและตัดสินใจให้เรือข้ามฟากกลางคืนวิ่งต่ออีกหนึ่งปี',
  el: 'Το συμβούλιο συνεδρίασε την Τρίτη και αποφάσισε να μείνει το νυχτερινό πλοίο.',
  he: 'המועצה התכנסה ביום שלישי והחליטה שהמעבורת הלילית תפליג עוד שנה.',
  am: 'ምክር ቤቱ ማክሰኞ ተሰብስቦ የሌሊት ጀልባው ለአንድ ዓመት እንዲቀጥል ወሰነ።',
  hi: 'परिषद की बैठक मंगलवार को हुई और रात की नाव एक साल और चलेगी।',
  bn: 'পরিষদ মঙ্গলবার বৈঠকে সিদ্ধান্ত নিয়েছে যে রাতের ফেরি আরও এক বছর চলবে।',
  ta: 'சபை செவ்வாய்க்கிழமை கூடி இரவு படகு இன்னும் ஓராண்டு ஓடும் என முடிவு செய்தது.',
}

test('every language the engine reads has its story', () => {
  expect(Object.keys(stories).toSorted()).toEqual(languages.map(({ code }) => code).toSorted())
})

test.each(Object.entries(stories))('%s is known by its script or its small words', (code, story) => {
  expect(languageOf([story])).toBe(code)
})

test('accents may stand apart from their letters', () => {
  expect(languageOf([(stories['cs'] as string).normalize('NFD')])).toBe('cs')
})

test('too little says nothing: no words, a name, figures', () => {
  expect([[], [''], ['Harbour Post'], ['4 : 2'], ['Osei Falls', '12.30']].map((lines) => languageOf(lines))).toEqual(
    Array.from({ length: 5 }, () => undefined),
  )
})

test('a wrong guess hides nothing: what is found is the same whatever language is named', () => {
  const lines = [
    stories['ha'] as string,
    'Also Read: Ministry of Tides Recounts Its Lighthouses',
    stories['ha'] as string,
    'Läs också: Nattfärjan räddas med en rösts marginal',
    'Lees ook: De nachtboot vaart nog een jaar',
    'Siga o nosso canal no WhatsApp',
    'Volg ons op Facebook en Instagram',
    stories['ha'] as string,
  ]
  const verdicts = (language?: string) =>
    markLines(lines, language === undefined ? {} : { language }).map(({ line, start, end, verdict }) => [line, start, end, verdict])
  const guessed = verdicts()
  expect(guessed.map(([line]) => line)).toEqual([1, 3, 4, 5, 6])
  for (const { code } of languages) expect(verdicts(code)).toEqual(guessed)
})

/**
 * Words that newspapers, stations and news sites bear in their names: “the Harbour Post app”, “die App des Boten”. They stand behind another
 * word with a capital, behind an article, or in quotation marks; what businesses of other trades are called as often is left out.
 */
const cased =
  'Times|Post|News|Daily|Herald|Courier|Gazette|Telegraph|Tribune|Chronicle|Sentinel|Examiner|Dispatch|Inquirer|Argus|Advertiser|Observer|Guardian|Standard|Journal|Echo|Weekly|Bulletin|Reporter|Today|Online|TV|FM|Nation|Star|Punch|Vanguard|' +
  'Écho|Gazette|Dépêche|Courrier|Nouvelliste|Presse|Étoile|Quotidien|Matin|Républicain|Progrès|Nouvelles|Monde|Figaro|Parisien|Infos|Actu|' +
  'Diario|Periódico|Noticias|Prensa|Tribuna|Heraldo|Correo|Gaceta|Crónica|Comercio|Tiempo|Universal|Nación|Espectador|Tercera|Faro|Estrella|República|Mercurio|' +
  'Diário|Jornal|Folha|Gazeta|Correio|Notícias|Portal|Globo|Público|Expresso|Observador|Estrela|Estadão|' +
  'Zeitung|Anzeiger|Anzeigers|Bote|Boten|Kurier|Kuriers|Blatt|Tageblatt|Tagblatt|Rundschau|Morgenpost|Abendblatt|Merkur|Nachrichtenportal|Volksstimme|' +
  'Gazzetta|Corriere|Giornale|Messaggero|Mattino|Stampa|Stella|Repubblica|Gazzettino|Quotidiano|Cronache|Notizie|Tirreno|' +
  'Harian|Tribun|Koran|Warta|Suara|Radar|Kompas|Tempo|Republika|Media|Kabar|Bintang|' +
  'Bode|Havenbode|Dagblad|Courant|Krant|Nieuwsblad|Volksblad|Nieuws|' +
  'Głos|Głosu|Kurier|Kuriera|Dziennik|Dziennika|Gazety|Gazetę|Gazecie|Tygodnik|Tygodnika|Portalu|' +
  'Leo|Gazeti|Taifa|Mwananchi|Nipashe|Habari|Dijitali|' +
  'Báo|Tạp chí|Đài|' +
  'Gazetesi|Gazetesi’ni|Gazetesi’nin|Postası|Postası’nı|Postası’nın|Haber|Haber’i|Haber’in|Haberler|Gündem|Ajansı|' +
  'Вестник|Вестника|Газета|Газету|Газеты|Ведомости|Известия|Новости|Правда|Курьер|Время'

const inFront = String.raw`(?:\p{Lu}[\p{L}\p{M}’'.-]*\s|\b(?:[Tt]he|[Ll][aeo]s?|[Ee]l|[Oo]s?|[Dd][aeio]s?|[Dd]el(?:la)?|[Dd]e[rmsn]|[Ii]l|[Nn][ao])\s|[dlDL][’'])`
const behind = String.raw`\s\p{Lu}\p{L}`
const named = `${inFront}(?:${cased})(?!\\p{L})|(?<!\\p{L})(?:Harian|Báo|Diario|Diário|Jornal|Gazeta|Portal|Radar|Suara|Gazeti|Warta|Tribun|Media|Kompas|Głosu|Kuriera|Dziennika|Gazety|Tạp chí|Đài)${behind}`
const quoted =
  '«[^»]{0,24}(?:[Вв]естник|[Гг]азет|[Вв]едомост|[Ии]звести|[Нн]овост|[Пп]равд|[Кк]урьер|[Вв]ремя|[Жж]изнь|[Кк]рай|[Оо]бозреват|[Зз]везд)\\p{L}{0,4}[^»]{0,20}»'
const caseless =
  'صحيفة|جريدة|بوابة\\s|شبكة\\s|موقع\\s|وكالة أنباء|न्यूज़|न्यूज|टाइम्स|समाचार\\s(?:का|के|की|को|ऐप|एप)\\s|भास्कर|जागरण|पत्रिका\\s|टीवी\\s'

export const papers = new RegExp(`${named}|${quoted}|${caseless}`, 'u')
const notPapers = /Google (?:News|Noticias|Notícias|Nieuws|Haberler)|Google Новости|गूगल न्यूज़?|Apple News|Microsoft Start/gu

/** Whether a text names a newspaper, a station or a news site. */
export const namesPaper = (text: string): boolean => papers.test(text.replace(notPapers, ''))

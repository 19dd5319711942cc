/** Lines of languages whose articles nobody has seen, all invented: what must go, and what only looks like it. */
export const african = {
  am: {
    promotional: [
      'ተጨማሪ ያንብቡ፦ አሮጌው ወደብ እንደገና ተከፈተ',
      'ተዛማጅ ዜና: የሌሊት ጀልባ ለአንድ ዓመት ይቀጥላል',
      'በፌስቡክ ይከታተሉን',
      'የቴሌግራም ቻናላችንን ይቀላቀሉ',
      'መተግበሪያችንን ያውርዱ',
    ],
    tempting: ['ሚኒስትሩ ለገበሬዎች የቴሌግራም ቻናል ከፈቱ።', 'ማስታወቂያ ሰሌዳዎች ይነሳሉ', 'ከንቲባው በፌስቡክ ይከታተሉን ብለዋል።', 'መተግበሪያውን ያውርዱና የይለፍ ቃል ያስገቡ።'],
  },
  so: {
    promotional: [
      'Sidoo kale akhri: Dekeddii hore oo dib loo furay',
      'Warar la xiriira: Doontii habeenkii oo sii shaqaynaysa',
      'Nagala soco Facebook iyo Instagram',
      'Ku soo biir kanaalkeena WhatsApp',
      'Soo deg appkeena',
    ],
    tempting: [
      'Wasiirku wuxuu beeraleyda u furay kanaalka WhatsApp.',
      'Akhri heshiiska ka hor intaadan saxiixin.',
      'Xayeysiiska tubaakada waa la mamnuuci doonaa',
      'Nagala soco Facebook, ayuu yiri duqa magaaladu.',
      'Soo deg app-ka oo geli erayga sirta.',
    ],
  },
  ha: {
    promotional: [
      'Karanta kuma: An sake buɗe tsohuwar tashar jirgin ruwa',
      'Labarai masu alaƙa: Jirgin dare zai ci gaba da aiki',
      'Ku biyo mu a Facebook da Instagram',
      'Ku shiga tasharmu ta WhatsApp',
      'Ku sauke manhajarmu domin samun labarai',
    ],
    tempting: [
      'Minista ya bude tashar WhatsApp domin manoma.',
      'Ku karanta yarjejeniyar kafin ku sa hannu.',
      'Talla ta taba za ta zama haramun',
      'Ku biyo mu a Facebook, ya ce shugaban karamar hukuma.',
      'Sauke manhajar sannan ka shigar da kalmar sirri.',
    ],
  },
  yo: {
    promotional: [
      'Ẹ tún ka: Wọ́n ti ṣí èbúté àtijọ́ padà',
      'Ka èyí náà: Ọkọ̀ ojú omi alẹ́ yóò tẹ̀síwájú',
      'Ẹ tẹ̀lé wa lórí Facebook àti Instagram',
      'Ẹ darapọ̀ mọ́ ìkànnì wa lórí WhatsApp',
      'Ẹ gba áàpù wa',
    ],
    tempting: [
      'Mínísítà ṣí ìkànnì WhatsApp fún àwọn àgbẹ̀.',
      'Ẹ ka ìwé àdéhùn náà kí ẹ tó fọwọ́ sí i.',
      'Ìpolówó tábà yóò di èèwọ̀',
      'Ẹ tẹ̀lé wa lórí Facebook, olórí ìlú ló sọ pé bẹ́ẹ̀.',
    ],
  },
  ig: {
    promotional: [
      'Gụkwa: Emepeghachila ọdụ ụgbọ mmiri ochie',
      'Akụkọ ndị metụtara: Ụgbọ mmiri abalị ga-aga n’ihu',
      'Soro anyị na Facebook na Instagram',
      'Sonye na ọwa anyị na WhatsApp',
      'Budata ngwa anyị',
    ],
    tempting: [
      'Minista mepere ọwa WhatsApp maka ndị ọrụ ugbo.',
      'Gụọ nkwekọrịta ahụ tupu ị bịanye aka.',
      'A ga-amachibido mgbasa ozi ụtaba',
      'Soro anyị na Facebook, ka onye isi obodo kwuru.',
    ],
  },
  zu: {
    promotional: [
      'Funda futhi: Itheku elidala livuliwe futhi',
      'Izindaba ezihlobene: Isikebhe sasebusuku sizoqhubeka',
      'Silandele ku-Facebook naku-Instagram',
      'Joyina isiteshi sethu se-WhatsApp',
      'Landa i-app yethu ukuze uthole izindaba',
    ],
    tempting: [
      'Ungqongqoshe uvule isiteshi se-WhatsApp sabalimi.',
      'Funda isivumelwano ngaphambi kokusayina.',
      'Isikhangiso sikagwayi sizovinjelwa',
      'Silandele ku-Facebook, kusho imeya.',
      'Landa i-app bese ufaka iphasiwedi.',
    ],
  },
  xh: {
    promotional: [
      'Funda kwakhona: Izibuko elidala livuliwe kwakhona',
      'Iindaba ezinxulumeneyo: Isikhitshane sasebusuku siza kuqhubeka',
      'Silandele ku-Facebook naku-Instagram',
      'Joyina itshaneli yethu ye-WhatsApp',
      'Khuphela i-app yethu',
    ],
    tempting: [
      'Umphathiswa uvule itshaneli ye-WhatsApp yabalimi.',
      'Funda isivumelwano phambi kokuba usayine.',
      'Isibhengezo secuba siza kuvalwa',
      'Silandele ku-Facebook, utsho usodolophu.',
      'Khuphela i-app uze ufake iphasiwedi.',
    ],
  },
} as const

/** Passwords that are tried first everywhere, of eight characters or more, in small letters; and words that are tried with digits around them. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `
  password passwort motdepasse contrasena contraseña senha123 wachtwoord parola123 jelszo123 haslo123 geslo123 lozinka1 password1 password12 password123 password1234
  passw0rd p@ssword p@ssw0rd pa55word pass1234 passpass mypassword newpassword yourpassword changeme changeit letmein letmein1 letmeinnow
  welcome welcome1 welcome123 welcome2 willkommen bienvenue benvenuto bienvenido hello123 hellohello helloworld goodmorning iloveyou iloveyou1 iloveyou2
  ichliebedich jetaime tiamo123 teamo123 lovelove loveyou1 lovers12 sweetheart princess princess1 prinzessin sunshine sunshine1 sonnenschein flower12
  butterfly schmetterling superman superman1 batman123 spiderman starwars starwars1 pokemon1 pokemon123 minecraft football football1 fussball fußball
  baseball baseball1 basketball softball hockey12 soccer12 arsenal1 liverpool liverpool1 chelsea1 barcelona realmadrid juventus manchester
  qwertyui qwertyuiop qwerty123 qwerty1234 qwerty12 qwerty12345 qwerty123456 qwertz123 qwertzui qwertzuiop azertyuiop azerty123 asdfghjk asdfghjkl asdf1234
  zxcvbnm1 zxcvbnm123 1qaz2wsx 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4 q1w2e3r4t5 qazwsxedc zaq12wsx zaq1zaq1 qweasdzxc qwe123456 1qazxsw2 a1b2c3d4 abcd1234 abc12345 abc123456 abcdefgh abcdefghi abcdef123 aa123456 a12345678 a123456789
  12345678 123456789 1234567890 12345678910 0123456789 0987654321 987654321 87654321 11111111 111111111 1111111111 00000000 000000000 22222222 33333333 44444444
  55555555 66666666 77777777 88888888 99999999 12121212 123123123 12341234 123454321 123321123 1234qwer 12344321 11223344 1122334455 112233445566 10203040 13579246 24681012 147258369 159357456 741852963 789456123 963852741
  147852369 159753456 19841984 20002000 20202020 20212021 20222022 20232023 20242024 20252025 20262026 computer computer1 internet internet1 keyboard monitor1 windows10 microsoft google123 facebook facebook1 instagram whatsapp twitter1 youtube1 linkedin
  samsung1 iphone12 android1 administrator admin123 admin1234 admin12345 administrator1 adminadmin rootroot root1234 toor1234 test1234 testtest testtest1 test12345 testing1 testing123 guest123 user1234 username default1 secret12 secret123 supersecret
  trustno1 whatever whatever1 blink182 metallica slipknot nirvana1 michelle jennifer jessica1 jonathan alexander charlotte christian elizabeth nicholas danielle victoria michael1 matthew1 patricia
  jordan23 mustang1 corvette mercedes porsche1 ferrari1 yamaha12 harley12 marlboro budweiser chocolate chocolate1 schokolade cookie123 cheese12 banana12 strawberry pineapple
  dragon123 monkey123 shadow123 master123 killer123 hunter123 tigger123 buster123 freedom1 america1 london12 newyork1 deutschland england1 australia california
  correcthorsebatterystaple correct horse battery staple thequickbrownfox abracadabra opensesame sesameopen newsroom newsroom1 cleancopy cleancopy1 cleancopy123 journalist editor123 publisher redaktion redaction
  `
    .trim()
    .split(/\s+/),
)

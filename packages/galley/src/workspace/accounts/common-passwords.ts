/**
 * What is tried first, without signs and in lower case: from public rankings of leaked passwords,
 * those that are ten characters long or become so with a few digits behind them.
 */
const list = `
password passwort password1 passw0rd p4ssw0rd pa55word motdepasse contrasena contraseña senha
qwerty qwertz azerty qwertyuiop qwertzuiop azertyuiop qwerty123456 qwerty12345 qwertyui qwert
asdfghjkl asdfghjklö asdfgh zxcvbnm yxcvbnm 1qaz2wsx 1qaz2wsx3edc qazwsx qazwsxedc zaq12wsx
zaq1zaq1 1q2w3e 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 qwe123 qweasd
qweasdzxc asd123 abc123 abcd1234 abcdef abcdefgh abcdefghij aaaaaaaaaa a1b2c3d4 a1b2c3d4e5
1234567890 0123456789 12345678910 123456789012 1234567891 0987654321 9876543210 987654321
1234512345 1122334455 1231231234 123123123 123321123 1234554321 1111111111 0000000000 1212121212
1029384756 147258369 1472583690 741852963 789456123 7894561230 159753 246813579 135792468
iloveyou iloveyou1 iloveu loveyou lovely iloveme princess princesa sunshine superman batman
spiderman ironman pokemon starwars football baseball basketball liverpool chelsea arsenal
manchester barcelona realmadrid juventus michael jennifer michelle jordan ashley daniel charlie
thomas hunter andrew jessica matthew joshua nicole anthony samantha benjamin alexander elizabeth
letmein letmeinnow welcome welcome1 changeme changemenow changeit default secret topsecret
administrator admin adminadmin administrador root rootroot toor test testtest testing tester guest
login master mastermind monkey dragon shadow trustno1 freedom whatever computer internet samsung
microsoft google facebook linkedin youtube instagram twitter amazon minecraft fortnite nintendo
playstation corvette mercedes ferrari porsche harley mustang yamaha cheese chocolate cookie
butterfly flower rainbow summer winter spring autumn sommer january february september october
november december monday friday sunday soccer hockey killer pepper ginger buster tigger maggie
bailey purple orange silver diamond golden angel forever family hallo hallohallo schatz
schatzi liebling ficken geheim bonjour soleil doudou chouchou loulou marseille bonbon tequiero
teamo mariposa estrella amorcito brasil brazil hello helloworld hello123 world correcthorse
correcthorsebatterystaple passwordpassword mypassword yourpassword thepassword newpassword
oldpassword nopassword password12 password123 password1234 password12345 galley galleygalley
`

export const commonPasswords: ReadonlySet<string> = new Set(list.split(/\s+/).filter(Boolean))

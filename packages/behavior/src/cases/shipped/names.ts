import { wordList } from "./word-list.ts";

/**
 * Given and family names of many places, written down by hand. Without those that are an ordinary English word as well
 * (Will, Mark, May, Grace; Brown, Baker, Young), since a text may mean the word, and without given names of both sexes.
 */
export const FEMALE_NAMES = wordList(`
Abigail, Adriana, Agnes, Aisha, Alice, Alina, Amanda, Amelia, Amina, Amy, Ana, Andrea, Angela, Anita, Anna, Astrid,
Ayşe, Barbara, Beatrice, Brenda, Camila, Carmen, Carol, Caroline, Catherine, Charlotte, Chiara, Christina, Claire,
Clara, Deborah, Diana, Dorothy, Edith, Elena, Elizabeth, Ella, Emily, Emma, Esther, Eva, Evelyn, Fatima, Freya,
Gabriela, Giulia, Hannah, Heather, Helen, Ines, Ingrid, Irene, Isabella, Jane, Jennifer, Jessica, Joan, Johanna,
Julia, Karen, Katarina, Kathleen, Keiko, Khadija, Kimberly, Lakshmi, Laura, Lauren, Layla, Leila, Linda, Lisa, Lucia,
Lucy, Magdalena, Maria, Margaret, Mary, Megan, Melissa, Mei, Mia, Michelle, Monica, Nadia, Nancy, Naomi, Natalia,
Nicole, Nkechi, Noor, Olga, Olivia, Pamela, Patricia, Priya, Rachel, Rebecca, Rosa, Ruth, Samantha, Sarah, Shirley,
Silvia, Sofia, Stephanie, Susan, Svetlana, Teresa, Theresa, Ursula, Valentina, Vanessa, Victoria, Virginia, Yasmin,
Yuki, Zainab, Zoe
`);

export const MALE_NAMES = wordList(`
Aaron, Abdullah, Adam, Ahmed, Alan, Albert, Alejandro, Alexander, Ali, Amir, Andrew, Anthony, Antonio, Arjun, Arthur,
Benjamin, Boris, Brandon, Brian, Bruno, Carlos, Charles, Chidi, Christopher, Daniel, Dariusz, David, Dennis, Diego,
Dmitri, Donald, Douglas, Edward, Emeka, Emre, Enzo, Eric, Erik, Ethan, Farid, Felipe, Fernando, Francisco, Gary,
George, Giovanni, Gregory, Hans, Harold, Hassan, Henry, Hiroshi, Hugo, Ibrahim, Igor, Ivan, Jacob, James, Jason,
Javier, Jeffrey, Jeremy, Jerome, Jorge, Joseph, Joshua, José, Juan, Justin, Kaito, Karim, Karl, Kenji, Kenneth, Kevin,
Klaus, Kofi, Kwame, Larry, Lars, Leonardo, Liam, Louis, Luca, Luis, Mahmoud, Marco, Martin, Mateo, Matthew, Michael,
Miguel, Mohammed, Mustafa, Nathan, Nicholas, Noah, Oleg, Oliver, Omar, Oscar, Pablo, Patrick, Paul, Pedro, Peter,
Philip, Rahul, Ralph, Raymond, Ricardo, Richard, Roberto, Roger, Ronald, Ryan, Samuel, Scott, Sergei, Stefan, Stephen,
Steven, Sven, Thomas, Timothy, Tomasz, Tyler, Vikram, Vincent, Vladimir, Walter, William, Yusuf, Zachary
`);

/** Of both sexes in turn. */
export const FIRST_NAMES: readonly string[] = FEMALE_NAMES.flatMap((female, place) => {
  const male = MALE_NAMES[place];
  return male === undefined ? [female] : [female, male];
}).concat(MALE_NAMES.slice(FEMALE_NAMES.length));

export const LAST_NAMES = wordList(`
Abbott, Abdi, Adams, Adeyemi, Aguilar, Ahmadi, Alvarez, Andersen, Anderson, Andersson, Bailey, Banerjee, Becker,
Bennett, Bianchi, Campbell, Carlsson, Castillo, Castro, Chaudhry, Chavez, Chen, Clarke, Collins, Cooper, Costa, Cruz,
Davies, Davis, Delgado, Diaz, Dubois, Edwards, Eriksen, Esposito, Evans, Fernandes, Fernandez, Ferrari, Fischer,
Flores, Fontaine, Garcia, Gomes, Gomez, Gonzalez, Greco, Gupta, Gutierrez, Hansen, Harris, Haddad, Hernandez, Herrera,
Hoffmann, Horvat, Hughes, Hussain, Ivanov, Jackson, Jansen, Jenkins, Jensen, Jimenez, Johansson, Johnson, Jones,
Kamara, Kaplan, Kaur, Kelly, Khan, Kim, Kimura, Kobayashi, Kovács, Kowalski, Krüger, Kumar, Larsen, Lefebvre, Lopez,
Maier, Martinez, Mbeki, Mehta, Mendoza, Meyer, Miller, Mitchell, Mohamed, Moreau, Morales, Moreno, Morgan, Moyo,
Müller, Murphy, Mwangi, Nakamura, Nguyen, Nielsen, Novák, O'Brien, Okafor, Okonkwo, Oliveira, Olsen, Ortiz, Osei,
Owusu, Papadopoulos, Patel, Pereira, Perez, Petrov, Phillips, Popescu, Powell, Quispe, Ramirez, Ramos, Reyes, Reynolds,
Ricci, Richardson, Rivera, Roberts, Robinson, Rodriguez, Rojas, Romano, Rossi, Ruiz, Sanchez, Santos, Sato, Schmidt,
Schneider, Schwarz, Sharma, Silva, Simpson, Singh, Sokolov, Stewart, Sullivan, Suzuki, Svensson, Takahashi, Tanaka,
Thompson, Torres, Traoré, Tran, Vargas, Vasquez, Wagner, Wang, Watanabe, Watson, Weber, Williams, Wilson, Wójcik,
Yamamoto, Yılmaz, Zhang, Zimmermann
`);

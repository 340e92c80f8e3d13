export { renderCard } from './card.ts'
export { cardStyle } from './card-style.ts'
export { renderPage } from './page.ts'

export const title = document.title
export const place = window.location.href

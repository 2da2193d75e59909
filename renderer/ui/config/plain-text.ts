/** Kafka sends its descriptions with a few tags of its web page; here they are plain text. */
export const plainText = (text: string): string =>
  text
    .replace(/<(?:br|p|li)\s*\/?>/gi, '\n')
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim()

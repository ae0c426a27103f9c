import InternetProtocols

extension WebServer.Response {
    /// A file with what is answered.
    struct Content: Sendable, Equatable {
        /// Its name, which depends on what is in it.
        var file: String
        /// What is in it.
        var text: String
    }

    /// The size of a page of which only the delay is stated, in bytes.
    static let usualPageSize = 40_000

    /// What a file must have, for the responses that come from one.
    ///
    /// Linear in the size of the page.
    var content: Content? {
        switch self {
        case .page(let bytes):
            Content(file: "page-\(bytes).html", text: Self.page(bytes: bytes))
        case .late:
            WebServer.Response.page(bytes: Self.usualPageSize).content
        case .text(let text):
            Content(file: Self.fileName(text), text: text)
        case .status, .redirect, .badGateway:
            nil
        }
    }

    /// A name that tells two texts apart, and ends as what the text looks like.
    private static func fileName(_ text: String) -> String {
        let digest = MessageDigest.hexadecimal(MessageDigest.sha256(Array(text.utf8)))
        let ending =
            switch text.first {
            case "<": "html"
            case "{": "json"
            default: "txt"
            }
        return "text-\(digest.prefix(16)).\(ending)"
    }

    /// A page of exactly so many bytes; whole HTML from about 80 bytes on.
    static func page(bytes: Int) -> String {
        let head = "<!doctype html><title>It works</title>\n<h1>It works</h1>\n<p>"
        let tail = "</p>\n"
        let room = bytes - head.utf8.count - tail.utf8.count
        guard room >= 0 else { return String(head.prefix(max(0, bytes))) }
        let sentence = "Text of the laboratory's page, so that it has a size.\n"
        let count = room / sentence.utf8.count
        let text = String(repeating: sentence, count: count)
        return head + text + String(sentence.prefix(room - text.utf8.count)) + tail
    }
}

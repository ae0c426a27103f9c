/// Cuts a BIF text into words, quoted names and punctuation, without copying any of it.
///
/// Blanks, comments, commas and bars stand between tokens and mean nothing (BIF 0.15: they are
/// ignored by the grammar). A word is every run of other bytes, so that labels such as `>=7.5` and
/// `Asy/Patch` need no quotation marks. One pass, O(bytes), no allocation.
struct BIFLexer {
    enum Kind { case word, quoted, punctuation, end }

    /// A piece of the text: bytes `start ..< end`, quotation marks excluded.
    struct Token {
        var kind: Kind
        var start: Int
        var end: Int
    }

    /// A failure and the byte at which it was noticed.
    struct Failure: Error {
        var offset: Int
        var problem: BIFError.Problem
    }

    let bytes: [UInt8]
    var offset: Int

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        self.offset = bytes.starts(with: mark) ? mark.count : 0
    }

    /// The next token; a token of kind `end` once the text is used up.
    mutating func next() throws(Failure) -> Token {
        try skipBlanks()
        guard offset < bytes.count else {
            return Token(kind: .end, start: bytes.count, end: bytes.count)
        }
        let byte = bytes[offset]
        if byte == UInt8(ascii: "\"") { return try quoted() }
        if Self.isPunctuation(byte) {
            offset += 1
            return Token(kind: .punctuation, start: offset - 1, end: offset)
        }
        let start = offset
        while offset < bytes.count, !Self.endsWord(bytes[offset]), !isCommentStart(offset) {
            offset += 1
        }
        return Token(kind: .word, start: start, end: offset)
    }

    /// The raw text up to the semicolon that ends a property; semicolons in quotation marks do not.
    mutating func propertyText() throws(Failure) -> Token {
        let start = offset
        var isQuoted = false
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if byte == UInt8(ascii: "\\"), isQuoted {
                offset += 1
            } else if byte == UInt8(ascii: ";"), !isQuoted {
                offset += 1
                return trimmed(Token(kind: .word, start: start, end: offset - 1))
            }
            offset += 1
        }
        offset = bytes.count
        throw Failure(offset: start, problem: .unterminated("a property"))
    }

    /// The text of a token, with the escapes of a quoted name resolved.
    func text(_ token: Token) -> String {
        let slice = bytes[token.start..<token.end]
        guard token.kind == .quoted, slice.contains(UInt8(ascii: "\\")) else {
            return String(decoding: slice, as: UTF8.self)
        }
        var plain: [UInt8] = []
        var index = slice.startIndex
        while index < slice.endIndex {
            if slice[index] == UInt8(ascii: "\\"), index + 1 < slice.endIndex,
                Self.isEscapable(slice[index + 1])
            {
                index += 1
            }
            plain.append(slice[index])
            index += 1
        }
        return String(decoding: plain, as: UTF8.self)
    }

    /// Whether the token is the word.
    func token(_ token: Token, is word: StaticString) -> Bool {
        guard token.kind == .word, token.end - token.start == word.utf8CodeUnitCount else {
            return false
        }
        return word.withUTF8Buffer { letters in
            for index in 0..<letters.count where bytes[token.start + index] != letters[index] {
                return false
            }
            return true
        }
    }

    /// Whether the token is the punctuation mark.
    func token(_ token: Token, isMark mark: Unicode.Scalar) -> Bool {
        token.kind == .punctuation && bytes[token.start] == UInt8(ascii: mark)
    }

    /// Line and column of a byte, found by counting from the start: for messages only.
    func position(of offset: Int) -> BIFPosition {
        var line = 1
        var column = 1
        for byte in bytes.prefix(offset) {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return BIFPosition(line: line, column: column)
    }

    private mutating func skipBlanks() throws(Failure) {
        while offset < bytes.count {
            let byte = bytes[offset]
            if Self.isBlank(byte) {
                offset += 1
            } else if isCommentStart(offset) {
                try skipComment()
            } else {
                return
            }
        }
    }

    private mutating func skipComment() throws(Failure) {
        let start = offset
        if bytes[offset + 1] == UInt8(ascii: "/") {
            while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n"),
                bytes[offset] != UInt8(ascii: "\r")
            {
                offset += 1
            }
            return
        }
        offset += 2
        while offset + 1 < bytes.count {
            if bytes[offset] == UInt8(ascii: "*"), bytes[offset + 1] == UInt8(ascii: "/") {
                offset += 2
                return
            }
            offset += 1
        }
        throw Failure(offset: start, problem: .unterminated("a comment"))
    }

    private mutating func quoted() throws(Failure) -> Token {
        let start = offset + 1
        offset = start
        while offset < bytes.count {
            if bytes[offset] == UInt8(ascii: "\"") {
                offset += 1
                return Token(kind: .quoted, start: start, end: offset - 1)
            }
            // Only an escape that `text` resolves hides the byte after it.
            let escapes =
                bytes[offset] == UInt8(ascii: "\\") && offset + 1 < bytes.count
                && Self.isEscapable(bytes[offset + 1])
            offset += escapes ? 2 : 1
        }
        throw Failure(offset: start - 1, problem: .unterminated("a quoted name"))
    }

    private func trimmed(_ token: Token) -> Token {
        var token = token
        while token.start < token.end, Self.isSpace(bytes[token.start]) { token.start += 1 }
        while token.start < token.end, Self.isSpace(bytes[token.end - 1]) { token.end -= 1 }
        return token
    }

    private func isCommentStart(_ offset: Int) -> Bool {
        guard bytes[offset] == UInt8(ascii: "/"), offset + 1 < bytes.count else { return false }
        return bytes[offset + 1] == UInt8(ascii: "/") || bytes[offset + 1] == UInt8(ascii: "*")
    }

    private static func isEscapable(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        isSpace(byte) || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "|")
    }

    private static func isPunctuation(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "("), UInt8(ascii: ")"),
            UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ";"):
            true
        default: false
        }
    }

    private static func endsWord(_ byte: UInt8) -> Bool {
        isBlank(byte) || isPunctuation(byte) || byte == UInt8(ascii: "\"")
    }

    /// Whether a name can stand without quotation marks and be read back as itself.
    static func isPlainWord(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        return !bytes.isEmpty && !bytes.contains(where: endsWord)
            && !name.utf8.starts(with: [0xEF, 0xBB, 0xBF])
            && !zip(bytes, bytes.dropFirst()).contains {
                $0 == UInt8(ascii: "/") && ($1 == UInt8(ascii: "/") || $1 == UInt8(ascii: "*"))
            }
    }
}

extension String {
    /// The text as it may stand in XML 1.0, in an element as well as in an attribute.
    ///
    /// Characters that XML forbids (section 2.2) become U+FFFD. Line breaks and tabs are written as
    /// references, since a reader turns them into spaces in attributes (section 3.3.3).
    package var xmlEscaped: String {
        var text = ""
        text.reserveCapacity(utf8.count)
        for scalar in unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            case "\t", "\n", "\r": text += "&#\(scalar.value);"
            case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": text += "\u{FFFD}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

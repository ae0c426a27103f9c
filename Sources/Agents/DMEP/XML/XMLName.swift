/// A URI taken apart into a namespace and a name that an XML element can bear.
struct XMLName {
    /// The bytes of a namespace that are read and written.
    static let longestNamespace = 1_024
    /// What stands before the name; not empty.
    let namespace: Substring
    /// The name without prefix.
    let local: Substring

    /// Takes a URI apart behind its last `#` or, without one, its last `/`; nil when what is left is no name of
    /// XML or the namespace holds anything but plain characters of URIs.
    init?(uri: String) {
        let bytes = uri.utf8
        guard
            let mark = bytes.lastIndex(of: UInt8(ascii: "#"))
                ?? bytes.lastIndex(of: UInt8(ascii: "/"))
        else { return nil }
        let start = bytes.index(after: mark)
        namespace = Substring(bytes[..<start])
        local = Substring(bytes[start...])
        guard let first = local.utf8.first, Self.isLetter(first),
            local.utf8.allSatisfy({ Self.isLetter($0) || Self.isDigit($0) || $0 == 45 || $0 == 46 }
            ),
            namespace.utf8.count <= Self.longestNamespace, namespace.utf8.allSatisfy(Self.isPlain),
            // Namespaces that XML keeps to itself.
            !namespace.hasPrefix("http://www.w3.org/")
        else { return nil }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (65...90).contains(byte | 32 == byte ? byte - 32 : byte) || byte == 95
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    /// Letters, digits and `! # $ % ( ) * + , - . / : ; = ? @ _ ~`, none of which markup escapes.
    private static func isPlain(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte)
            || [33, 35, 36, 37, 40, 41, 42, 43, 44, 45, 46, 47, 58, 59, 61, 63, 64, 126]
                .contains(byte)
    }
}

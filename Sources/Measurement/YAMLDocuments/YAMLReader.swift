internal import Yams

/// A value in a YAML document, read with errors that name file, line and place.
///
/// Written by hand rather than derived: the knowledge is read at every start, and this takes a tenth of
/// the time of `Codable`; besides it refuses keys that it does not know.
///
/// Every scalar is a text until somebody asks for a number or a flag: `no`, `1.10` and `0x10` are what
/// they look like. Anchors and aliases (YAML 1.2.2, section 7.1) are understood, the place of an alias is
/// where it is used and its line where it is defined; merge keys (`<<`) are not.
public struct YAMLReader {
    /// The file, as the reader was told to call it.
    public let file: String
    let way: YAMLPlace
    let node: Node

    /// How many values a document may have once its aliases are written out.
    static let limit = 1_000_000

    /// Reads one document whose top is a mapping.
    ///
    /// The text is not read from anywhere: bounding its size is up to who read it.
    /// - Throws: ``YAMLDocumentError`` for what is no YAML, for a key that a mapping has twice, and for
    ///   aliases that multiply to more than a million values.
    public init(text: String, file: String) throws(YAMLDocumentError) {
        let top: Node?
        do {
            // The basic resolver leaves every scalar a text: what it is to be, the reader knows. The
            // encoding is given because Yams would ask the environment for it, and print what it finds.
            top = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
        } catch {
            throw YAMLDocumentError(error, file: file)
        }
        guard let top, top.mapping != nil else {
            throw .unreadable(
                file: file, line: top?.mark?.line,
                reason: top == nil ? "it is empty" : "it holds no mapping")
        }
        // Only a text with anchors can be larger than it looks; the others need not be counted.
        if text.utf8.contains(UInt8(ascii: "&")) {
            var room = Self.limit
            guard top.fits(in: &room) else {
                throw .unreadable(
                    file: file, line: nil,
                    reason: "its aliases make more than \(Self.limit) values of it")
            }
        }
        self.init(file: file, way: .top, node: top)
    }

    init(file: String, way: YAMLPlace, node: Node) {
        self.file = file
        self.way = way
        self.node = node
    }

    /// The way from the top of the document: `services.3.node`; empty for the top.
    public var place: String { way.text }

    /// The line where the value begins, from 1.
    public var line: Int? { node.mark?.line }

    /// What is wrong here, as an error to throw.
    public func problem(_ need: String) -> YAMLDocumentError {
        .unfit(file: file, line: line, place: place, need: need)
    }
}

extension Node {
    /// Whether the node and all below it, aliases written out, are no more than `room`, which shrinks.
    fileprivate func fits(in room: inout Int) -> Bool {
        room -= 1
        guard room >= 0 else { return false }
        switch self {
        case .scalar, .alias: return true
        case .sequence(let members):
            for member in members { guard member.fits(in: &room) else { return false } }
        case .mapping(let pairs):
            for (key, value) in pairs {
                guard key.fits(in: &room), value.fits(in: &room) else { return false }
            }
        }
        return true
    }
}

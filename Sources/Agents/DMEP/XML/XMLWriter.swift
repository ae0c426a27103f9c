import Ontology

/// Writes elements one after the other into bytes of UTF-8.
struct XMLWriter {
    var bytes = [UInt8]()
    private var depth = 0
    /// Whether the last start tag still takes attributes.
    private var isInTag = false
    /// Where the declarations of namespaces go, once all are known.
    private var declarations = 0
    private var prefixes = [String: String]()

    /// As many namespaces as one element declares; readers refuse elements with hundreds of attributes.
    private static let namespaces = 64
    private static let known = [
        "http://capri.csail.mit.edu/2006/capri/core#": "core",
        "http://capri.csail.mit.edu/2006/capri/common#": "com",
        "http://capri.csail.mit.edu/2006/capri/servstats#": "ss",
        "http://capri.csail.mit.edu/2006/capri/planetlab#": "pl",
    ]

    init() { bytes.reserveCapacity(4096) }

    /// Writes an element with what `content` writes into it.
    mutating func element(_ name: StaticString, _ content: (inout XMLWriter) -> Void = { _ in }) {
        closeTag()
        append("<")
        append(name)
        isInTag = true
        if depth == 0 { declarations = bytes.count }
        depth += 1
        content(&self)
        depth -= 1
        end { $0.append(name) }
        if depth == 0 { declareNamespaces() }
    }

    /// Writes an attribute of the element that was begun last.
    mutating func attribute(_ name: StaticString, _ value: String) {
        attribute(name) { $0.append(escaped: value, in: .attribute) }
    }

    /// Writes an attribute when there is a value.
    mutating func attribute(_ name: StaticString, _ value: String?) {
        if let value { attribute(name, value) }
    }

    /// Writes an attribute with a number when there is one; the shortest text that reads back equal.
    mutating func attribute(_ name: StaticString, number: (some CustomStringConvertible)?) {
        if let number { attribute(name) { $0.bytes.append(contentsOf: number.description.utf8) } }
    }

    /// Writes an attribute with a list whose items are escaped already, unless it is empty.
    mutating func attribute(_ name: StaticString, list: String) {
        if !list.isEmpty { attribute(name) { $0.append(escaped: list, in: .list) } }
    }

    /// Writes the attribute `propPath`.
    mutating func path(_ path: PropertyPath) { attribute("propPath", list: ListText.path(path)) }

    /// Writes text into the element that was begun last.
    mutating func text(_ text: String) {
        closeTag()
        append(escaped: text, in: .text)
    }

    /// Writes a list whose items are escaped already into the element that was begun last.
    mutating func text(list: String) {
        closeTag()
        append(escaped: list, in: .list)
    }

    /// Writes an element of the name that the URI stands for, or `property` with the URI as its `name`, where
    /// the URI does not end in a name of XML.
    mutating func property(_ uri: String, _ content: (inout XMLWriter) -> Void) {
        guard let name = XMLName(uri: uri), let prefix = prefix(of: name.namespace) else {
            element("property") {
                $0.attribute("name", uri)
                content(&$0)
            }
            return
        }
        closeTag()
        append("<")
        append(prefix: prefix, name: name.local)
        isInTag = true
        content(&self)
        end { $0.append(prefix: prefix, name: name.local) }
    }

    private mutating func end(_ name: (inout XMLWriter) -> Void) {
        if isInTag {
            append("/>")
            isInTag = false
        } else {
            append("</")
            name(&self)
            append(">")
        }
    }

    private mutating func closeTag() {
        if isInTag { append(">") }
        isInTag = false
    }

    private mutating func attribute(_ name: StaticString, _ value: (inout XMLWriter) -> Void) {
        append(" ")
        append(name)
        append("=\"")
        value(&self)
        append("\"")
    }

    private mutating func prefix(of namespace: Substring) -> String? {
        let namespace = String(namespace)
        if let prefix = prefixes[namespace] { return prefix }
        guard prefixes.count < Self.namespaces else { return nil }
        let prefix = Self.known[namespace] ?? "n\(prefixes.count + 1)"
        prefixes[namespace] = prefix
        return prefix
    }

    private mutating func declareNamespaces() {
        var text = ""
        for (namespace, prefix) in prefixes.sorted(by: { $0.value < $1.value }) {
            // `XMLName` lets no character through that would have to be escaped.
            text += " xmlns:\(prefix)=\"\(namespace)\""
        }
        bytes.insert(contentsOf: text.utf8, at: declarations)
    }

    private mutating func append(prefix: String, name: Substring) {
        bytes.append(contentsOf: prefix.utf8)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(contentsOf: name.utf8)
    }

    private mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }
}

import CLibXML2
import Ontology

/// An element of a parsed XML document; valid within `XMLTree.withRoot` only.
struct DocumentElement {
    let node: UnsafeMutablePointer<xmlNode>
    /// What must hold of the values, and the sizes that are refused.
    let validation: DocumentValidation

    /// The name without prefix.
    var name: String { String(cString: node.pointee.name) }

    /// The name and the line, for people who look for it.
    var place: String { "\(name) in line \(xmlGetLineNo(node))" }

    /// Whether it is the protocol's element of that name: elements of DMEP are in no namespace.
    func isNamed(_ name: StaticString) -> Bool {
        node.pointee.ns == nil && Self.equal(node.pointee.name, name)
    }

    /// The name of the property that the element stands for, made of its namespace and its own name; nil for an
    /// element in no namespace.
    ///
    /// A namespace is written once and copied into each name, so it must not be long.
    func propertyName() throws(DocumentError) -> String? {
        guard let namespace = node.pointee.ns, let prefix = namespace.pointee.href else {
            return nil
        }
        if xmlStrlen(prefix) > XMLName.longestNamespace {
            throw .tooLarge(what: "bytes in a namespace", limit: XMLName.longestNamespace)
        }
        return uri
    }

    /// The URI that namespace and name make together; nil for an element in no namespace.
    var uri: String? {
        guard let namespace = node.pointee.ns, let prefix = namespace.pointee.href else {
            return nil
        }
        return ListText.trimmed(String(cString: prefix)) + name
    }

    /// The attribute's text; nil when there is none.
    func attribute(_ name: StaticString) throws(DocumentError) -> String? {
        try rawAttribute(name) { EscapedText.read($0) }
    }

    /// The attribute's text before anything that is escaped in it is read; for lists.
    func listAttribute(_ name: StaticString) throws(DocumentError) -> String? {
        try rawAttribute(name) { String(decoding: $0, as: UTF8.self) }
    }

    /// The attribute's text, which must be there.
    func required(_ name: StaticString) throws(DocumentError) -> String {
        guard let text = try attribute(name) else {
            throw .missing(what: "\(name)", within: place)
        }
        return text
    }

    /// The elements within it, in order; text between them is refused.
    func children() throws(DocumentError) -> [DocumentElement] {
        var children = [DocumentElement]()
        var next = node.pointee.children
        while let child = next {
            switch child.pointee.type {
            case XML_ELEMENT_NODE:
                children.append(DocumentElement(node: child, validation: validation))
            case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
                if !Self.bytes(child.pointee.content).allSatisfy(EscapedText.isWhiteSpace) {
                    throw .unexpected(element: "text", within: place)
                }
            case XML_COMMENT_NODE, XML_PI_NODE: break
            default: throw .unexpected(element: "an entity", within: place)
            }
            next = child.pointee.next
        }
        return children
    }

    /// The one element within it.
    func onlyChild(_ what: String) throws(DocumentError) -> DocumentElement {
        let children = try children()
        guard let child = children.first else { throw .missing(what: what, within: place) }
        if children.count > 1 { throw children[1].unexpected(in: self) }
        return child
    }

    /// Whether there are elements within it.
    var holdsElements: Bool {
        var next = node.pointee.children
        while let child = next {
            if child.pointee.type == XML_ELEMENT_NODE { return true }
            next = child.pointee.next
        }
        return false
    }

    /// The text within it, without white space at its ends; elements within it are refused.
    func text() throws(DocumentError) -> String {
        ListText.trimmed(try rawText { EscapedText.read($0) })
    }

    /// The text within it before anything that is escaped in it is read; for lists.
    func listText() throws(DocumentError) -> String {
        try rawText { String(decoding: $0, as: UTF8.self) }
    }

    /// The error for this element where it has no place.
    func unexpected(in parent: DocumentElement) -> DocumentError {
        let hasLostPrefix = node.pointee.ns == nil && name.utf8.contains(UInt8(ascii: ":"))
        return .unexpected(
            element: hasLostPrefix ? "\(name), whose prefix is not declared," : (uri ?? name),
            within: "\(parent.name) in line \(xmlGetLineNo(node))")
    }

    /// Makes a value of this element; errors say where it is.
    func located<Value>(_ make: () throws(DocumentError) -> Value) throws(DocumentError) -> Value {
        do { return try make() } catch { throw error.at(place) }
    }

    private func rawText(_ read: (UnsafeBufferPointer<UInt8>) -> String)
        throws(DocumentError) -> String
    {
        if let only = node.pointee.children, only.pointee.next == nil,
            only.pointee.type == XML_TEXT_NODE
        {
            let bytes = Self.bytes(only.pointee.content)
            try check(size: bytes.count)
            return read(bytes)
        }
        var text = [UInt8]()
        var next = node.pointee.children
        while let child = next {
            switch child.pointee.type {
            case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
                text.append(contentsOf: Self.bytes(child.pointee.content))
            case XML_COMMENT_NODE, XML_PI_NODE: break
            case XML_ELEMENT_NODE:
                throw DocumentElement(node: child, validation: validation).unexpected(in: self)
            default: throw .unexpected(element: "an entity", within: place)
            }
            next = child.pointee.next
        }
        try check(size: text.count)
        return text.withUnsafeBufferPointer(read)
    }

    private func rawAttribute(
        _ name: StaticString, _ read: (UnsafeBufferPointer<UInt8>) -> String
    ) throws(DocumentError) -> String? {
        var next = node.pointee.properties
        while let attribute = next {
            if attribute.pointee.ns == nil, Self.equal(attribute.pointee.name, name) {
                guard let value = attribute.pointee.children else { return "" }
                guard value.pointee.type == XML_TEXT_NODE, value.pointee.next == nil else {
                    throw .unexpected(element: "an entity", within: place)
                }
                let bytes = Self.bytes(value.pointee.content)
                try check(size: bytes.count)
                return read(bytes)
            }
            next = attribute.pointee.next
        }
        return nil
    }

    private func check(size: Int) throws(DocumentError) {
        let limit = validation.limits.textBytes
        if size > limit { throw .tooLarge(what: "bytes in one text", limit: limit) }
    }

    private static func bytes(_ text: UnsafeMutablePointer<xmlChar>?)
        -> UnsafeBufferPointer<UInt8>
    {
        UnsafeBufferPointer(start: text, count: text.map { Int(xmlStrlen($0)) } ?? 0)
    }

    private static func equal(_ text: UnsafePointer<xmlChar>?, _ name: StaticString) -> Bool {
        xmlStrEqual(text, name.utf8Start) != 0
    }
}

import Ontology

/// Reads a JSON object by its keys, with the rules of the protocol.
///
/// A key that is not known is ignored when its value is a text, a number or a truth, as an unknown attribute is
/// in XML, and refused when it is an object or an array, as an unknown element is. A null is as good as nothing.
struct ObjectReader {
    private let node: JSONNode
    private let members: [(key: String, value: JSONNode)]

    /// Opens an object; `keys` are those that are known, nil when that is checked elsewhere.
    init(_ node: JSONNode, keys: [String]?) throws(DocumentError) {
        guard case .object(let members) = node.value else { throw node.mismatch("an object") }
        self.node = node
        self.members = members
        guard let keys else { return }
        for member in members where !keys.contains(member.key) {
            switch member.value.value {
            case .array, .object:
                throw .unexpected(element: member.value.place, within: node.name)
            default: break
            }
        }
    }

    /// What must hold of the values.
    var validation: DocumentValidation { node.validation }

    /// Where the object is.
    var place: String { node.place }

    /// Whether there is a value other than null under the key.
    func has(_ key: String) -> Bool { child(key) != nil }

    /// A value that must be there.
    func value<Value: JSONReadable>(_ key: String) throws(DocumentError) -> Value {
        guard let child = child(key) else { throw .missing(what: key, within: place) }
        return try Value(json: child)
    }

    /// A value that may be left out.
    func optional<Value: JSONReadable>(_ key: String) throws(DocumentError) -> Value? {
        guard let child = child(key) else { return nil }
        return try Value(json: child)
    }

    /// A list that must be there.
    func value<Value: JSONReadable>(_ key: String) throws(DocumentError) -> [Value] {
        if !has(key) { throw .missing(what: key, within: place) }
        return try list(key)
    }

    /// A list that may be left out when it is empty.
    func list<Value: JSONReadable>(_ key: String) throws(DocumentError) -> [Value] {
        guard let child = child(key) else { return [] }
        guard case .array(let items) = child.value else { throw child.mismatch("an array") }
        var values = [Value]()
        values.reserveCapacity(items.count)
        for item in items { values.append(try Value(json: item)) }
        return values
    }

    /// A name or a value, without white space at its ends.
    func trimmed(_ key: String) throws(DocumentError) -> String {
        ListText.trimmed(try value(key))
    }

    /// URIs without white space at their ends; they may be left out.
    func uris(_ key: String) throws(DocumentError) -> [String] {
        try (list(key) as [OntologyURI]).map(\.text)
    }

    /// A property path.
    func path(_ key: String) throws(DocumentError) -> PropertyPath {
        ListText.path(try value(key) as String)
    }

    /// A list of property paths, which may be left out.
    func paths(_ key: String) throws(DocumentError) -> [PropertyPath] {
        try (list(key) as [String]).map { ListText.path($0) }
    }

    /// The value of `responseStatus`: 1 for success, 0 otherwise.
    func responseStatus() throws(DocumentError) -> Bool {
        let status: Int = try value("responseStatus")
        guard status == 0 || status == 1 else {
            throw .invalid(
                what: "responseStatus in \(place)", value: "\(status)", reason: "1 or 0 is needed")
        }
        return status == 1
    }

    /// Does what may be refused, and adds to the error where it was.
    func located<Value>(_ make: () throws(DocumentError) -> Value) throws(DocumentError) -> Value {
        try node.located(make)
    }

    private func child(_ key: String) -> JSONNode? {
        guard let member = members.first(where: { $0.key == key }) else { return nil }
        if case .null = member.value.value { return nil }
        return member.value
    }
}

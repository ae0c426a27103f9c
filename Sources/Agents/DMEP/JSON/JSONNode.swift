/// A value of a JSON text, with where it stands.
struct JSONNode {
    /// What JSON knows (RFC 8259, section 3).
    enum Value {
        case null
        case truth(Bool)
        /// As it was written.
        case number(String)
        case text(String)
        case array([JSONNode])
        case object([(key: String, value: JSONNode)])
    }

    /// The value.
    let value: Value
    /// The key under which it stands, or under which the array that holds it stands.
    let name: String
    /// The line in which it begins, from 1.
    let line: Int
    /// What must hold of the values.
    let validation: DocumentValidation

    /// The key and the line, for people who look for it.
    var place: String { "\(name) in line \(line)" }

    /// The error for a value of another kind.
    func mismatch(_ needed: String) -> DocumentError {
        let found =
            switch value {
            case .null: "null"
            case .truth(let truth): "\(truth)"
            case .number(let text): text
            case .text(let text): "\"\(text)\""
            case .array: "an array"
            case .object: "an object"
            }
        return .invalid(what: place, value: found, reason: "\(needed) is needed")
    }

    /// Does what may be refused, and adds to the error where it was.
    func located<Result>(_ make: () throws(DocumentError) -> Result)
        throws(DocumentError) -> Result
    {
        do { return try make() } catch { throw error.at(place) }
    }
}

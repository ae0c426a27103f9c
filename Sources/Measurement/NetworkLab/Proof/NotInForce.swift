/// A fault is not in force; the text says what was seen instead.
struct NotInForce: Error, CustomStringConvertible {
    let seen: String
    var description: String { "the fault is not in force: \(seen)" }

    /// Throws unless the condition holds.
    static func unless(_ condition: Bool, _ seen: @autoclosure () -> String) throws {
        guard condition else { throw NotInForce(seen: seen()) }
    }
}

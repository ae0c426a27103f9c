/// An action that one or more diagnoses wait for.
struct ActionUnderWay: Sendable {
    let action: DiagnosticAction
    /// The diagnoses that wait.
    var waiting: Set<UInt64>
    /// When it began, in milliseconds since 1970.
    let began: Int64
}

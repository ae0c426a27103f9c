extension DocumentError {
    /// The error with the place where it was met, as far as it does not say so yet.
    func at(_ place: String) -> DocumentError {
        switch self {
        case .notWellFormed, .declaresEntities, .tooLarge: self
        case .unexpected(let element, let within):
            .unexpected(element: element, within: "\(within) at \(place)")
        case .missing(let what, let within): .missing(what: what, within: "\(within) at \(place)")
        case .invalid(let what, let value, let reason):
            .invalid(what: "\(what) at \(place)", value: value, reason: reason)
        }
    }
}

import Records

extension RecordError {
    /// How the program ends: a file that is no log is nothing to read; anything else is a matter of the arguments.
    var ending: any Error {
        let message = Figures.message("\(self)")
        switch self {
        case .unknownFormat, .noMeasurements, .file, .browserRules:
            StandardError.write("culprit: \(message)\n")
            return ExitStatus.unmeasurable
        default:
            return FileProblem(description: message)
        }
    }
}

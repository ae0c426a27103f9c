internal import Yams

extension YAMLDocumentError {
    /// The parser's complaint in this module's words.
    init(_ error: any Error, file: String) {
        guard let error = error as? YamlError else {
            self = .unreadable(file: file, line: nil, reason: "\(error)")
            return
        }
        switch error {
        case .duplicatedKeysInMapping(let keys, let context):
            self = .repeatedKey(
                file: file, line: context.mark.line, place: "", key: keys.first ?? "")
        case .scanner(let context, let problem, let mark, _),
            .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let reason = [context?.text, problem].compactMap { $0 }.joined(separator: ", ")
            self = .unreadable(file: file, line: mark.line, reason: reason)
        case .reader(let problem, let offset, _, let text):
            let line = offset.map { text.prefix($0).count { $0.isNewline } + 1 }
            self = .unreadable(file: file, line: line, reason: problem)
        default:
            self = .unreadable(file: file, line: nil, reason: "\(error)")
        }
    }
}

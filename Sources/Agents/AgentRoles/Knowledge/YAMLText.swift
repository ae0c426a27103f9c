import Yams

/// Reading of YAML with errors that name file and line.
enum YAMLText {
    /// Decodes one document.
    static func decode<Value: Decodable>(
        _ type: Value.Type, from text: String, file: String
    ) throws(KnowledgeError) -> Value {
        do {
            return try YAMLDecoder().decode(type, from: text)
        } catch let error as DecodingError {
            throw .unreadable(file: file, reason: describe(error))
        } catch {
            throw .unreadable(file: file, reason: "\(error)")
        }
    }

    private static func describe(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, let context):
            "\(place(context)) lacks `\(key.stringValue)`"
        case .typeMismatch(_, let context), .valueNotFound(_, let context),
            .dataCorrupted(let context):
            "\(place(context)): \(context.debugDescription)"
                + (context.underlyingError.map { " (\($0))" } ?? "")
        @unknown default:
            "\(error)"
        }
    }

    private static func place(_ context: DecodingError.Context) -> String {
        let path = context.codingPath.map(\.stringValue).joined(separator: ".")
        return path.isEmpty ? "the document" : path
    }
}

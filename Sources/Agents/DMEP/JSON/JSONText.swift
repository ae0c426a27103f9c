import Foundation

/// Documents as JSON, by way of their `Codable` forms.
enum JSONText {
    /// Under this key a decoder holds the `DocumentValidation` to ask; without it, the usual limits hold.
    static let validation = CodingUserInfoKey(rawValue: "DocumentValidation")

    /// What `decoder` was told to ask.
    static func validation(of decoder: any Decoder) -> DocumentValidation {
        validation.flatMap { decoder.userInfo[$0] as? DocumentValidation } ?? DocumentValidation()
    }

    /// The text of a document, with keys in order, so that equal documents are equal texts.
    static func encode(_ document: Document) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // What is no number is written as a text, which readers refuse.
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        // Nothing else in a document can be refused by the encoder.
        guard let text = try? encoder.encode(document) else { return [] }
        return [UInt8](text)
    }

    /// The document of a text whose size has been checked.
    static func decode(_ bytes: [UInt8], validation: DocumentValidation)
        throws(DocumentError) -> Document
    {
        let decoder = JSONDecoder()
        if let key = Self.validation { decoder.userInfo[key] = validation }
        do {
            return try decoder.decode(Document.self, from: Data(bytes))
        } catch let error as DocumentError {
            throw error
        } catch let error as DecodingError {
            throw DocumentError(error)
        } catch {
            throw .notWellFormed(line: nil, reason: "\(error)")
        }
    }
}

extension DocumentError {
    /// What Foundation's decoder met, in our words.
    init(_ error: DecodingError) {
        switch error {
        case .keyNotFound(let key, let context):
            self = .missing(what: key.stringValue, within: Self.place(context.codingPath))
        case .valueNotFound(_, let context):
            self = .missing(what: "a value", within: Self.place(context.codingPath))
        case .typeMismatch(let type, let context):
            self = .invalid(
                what: Self.place(context.codingPath), value: "of another kind",
                reason: "\(Self.words(for: type)) is needed")
        case .dataCorrupted(let context) where !context.codingPath.isEmpty:
            self = .invalid(
                what: Self.place(context.codingPath), value: "impossible",
                reason: context.debugDescription)
        case .dataCorrupted(let context):
            let reason = context.underlyingError.map { Self.reason($0) }
            self = .notWellFormed(line: nil, reason: reason ?? context.debugDescription)
        @unknown default: self = .notWellFormed(line: nil, reason: "\(error)")
        }
    }

    /// The keys and indices that lead to a value: `capriMessage.messages[2].body`.
    static func place(_ path: [any CodingKey]) -> String {
        let text = path.reduce("") { text, key in
            if let index = key.intValue { return "\(text)[\(index)]" }
            return text.isEmpty ? key.stringValue : "\(text).\(key.stringValue)"
        }
        return text.isEmpty ? "the document" : text
    }

    private static func words(for type: Any.Type) -> String {
        switch type {
        case is String.Type: "a text"
        case is Bool.Type: "true or false"
        case is any FixedWidthInteger.Type: "a whole number"
        case is Double.Type: "a number"
        case is [Any].Type: "an array"
        default: "an object"
        }
    }

    /// Where Foundation's parser stopped.
    private static func reason(_ error: any Error) -> String {
        let text = (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String
        return text ?? "\(error)"
    }
}

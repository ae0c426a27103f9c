import AsyncHTTPClient
import DMEP
import NIOCore

extension MessageClient {
    /// Posts a document and brings back the document that answers it, nil when the answer has no content.
    ///
    /// - Parameters:
    ///   - document: what is sent.
    ///   - uri: where to.
    ///   - milliseconds: how long all of it may take.
    public func exchange(
        _ document: Document, with uri: String, within milliseconds: Int64
    ) async throws(MessageClientError) -> Document? {
        let address = try AgentAddress(uri)
        guard !address.isPlain || address.isNear || configuration.allowsPlainHTTP else {
            throw .plainHTTPNotAllowed(uri)
        }
        var request = HTTPClientRequest(url: uri)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: configuration.format.mediaType)
        request.headers.add(name: "Accept", value: configuration.format.mediaType)
        if let token = token(for: address) {
            request.headers.add(name: "Authorization", value: "Bearer \(token)")
        }
        let bytes = codec.encode(document, as: configuration.format)
        request.body = .bytes(ByteBuffer(bytes: bytes))
        return try await answer(to: request, from: uri, within: milliseconds)
    }

    private func token(for address: AgentAddress) -> String? {
        configuration.tokens["\(address.host):\(address.port)"]
            ?? configuration.tokens[address.host]
    }

    /// What came back over HTTP.
    private struct Answer: Sendable {
        var status: Int
        var contentType: String?
        var bytes: [UInt8]
    }

    private func answer(
        to request: HTTPClientRequest, from uri: String, within milliseconds: Int64
    ) async throws(MessageClientError) -> Document? {
        guard milliseconds > 0 else { throw .deadlinePassed(uri) }
        let answer: Answer?
        do {
            answer = try await withThrowingTaskGroup(of: Answer?.self) { group in
                group.addTask { try await whole(request, within: milliseconds) }
                // The client's own deadline ends with the head of the answer.
                group.addTask {
                    try await Task.sleep(for: .milliseconds(milliseconds))
                    return nil
                }
                defer { group.cancelAll() }
                return try await group.next() ?? nil
            }
        } catch {
            throw Self.reading(error, uri, configuration.answerLimit)
        }
        guard let answer else { throw .deadlinePassed(uri) }
        let format =
            ContentNegotiation.format(ofContentType: answer.contentType) ?? configuration.format
        guard (200..<300).contains(answer.status) else {
            let report = report(answer.bytes, format)
            throw .refused(uri, status: answer.status, report: report)
        }
        guard !answer.bytes.isEmpty else { return nil }
        do throws(DocumentError) {
            return try codec.decode(answer.bytes, as: format)
        } catch {
            throw .unreadableAnswer(uri, reason: error.description)
        }
    }

    private func whole(
        _ request: HTTPClientRequest, within milliseconds: Int64
    ) async throws -> Answer {
        let response = try await http.execute(
            request, deadline: .now() + .milliseconds(milliseconds))
        let body = try await response.body.collect(upTo: configuration.answerLimit)
        // A cancelled body ends early, and then looks like a whole one.
        try Task.checkCancellation()
        return Answer(
            status: Int(response.status.code),
            contentType: response.headers.first(name: "Content-Type"),
            bytes: Array(body.readableBytesView))
    }

    private func report(_ bytes: [UInt8], _ format: DocumentFormat) -> ProblemReport? {
        guard case .messages(let batch)? = try? codec.decode(bytes, as: format),
            case .problem(let report)? = batch.messages.first
        else { return nil }
        return report
    }

    private static func reading(
        _ error: any Error, _ uri: String, _ limit: Int
    ) -> MessageClientError {
        switch error {
        case is NIOTooManyBytesError: .answerTooLarge(uri, limit: limit)
        case is CancellationError: .deadlinePassed(uri)
        case let error as HTTPClientError
        where error == .deadlineExceeded || error == .cancelled
            || error == .getConnectionFromPoolTimeout:
            .deadlinePassed(uri)
        case let error as HTTPClientError
        where error == .emptyHost || error == .invalidURL || error == .emptyScheme:
            .invalidAddress(uri, reason: error.shortDescription)
        case let error as HTTPClientError: .noConnection(uri, reason: error.shortDescription)
        default: .noConnection(uri, reason: "\(error)")
        }
    }
}

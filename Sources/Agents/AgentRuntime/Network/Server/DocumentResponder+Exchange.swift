import DMEP
import Hummingbird
import NIOCore

extension DocumentResponder {
    /// Reads a posted document, has it answered and writes the answer.
    ///
    /// What costs least is checked first: an overloaded server reads no body.
    func exchange(
        _ request: Request, _ handler: DocumentHandler, _ channel: any Channel
    ) async -> Response {
        let type = request.headers[.contentType]
        guard let format = ContentNegotiation.format(ofContentType: type) else {
            tally.count(.mediaType)
            return Self.text(
                .unsupportedMediaType,
                "send application/xml, text/xml or application/json in UTF-8\n")
        }
        let answerFormat = ContentNegotiation.format(ofAccept: request.headers[.accept]) ?? format
        guard let requester = await requester(of: request, channel) else {
            tally.count(.unauthenticated)
            var response = problem(
                ExchangeRefusal(.permissionDenied, reason: "the token is not known here"),
                answerFormat, status: .unauthorized)
            response.headers[.wwwAuthenticate] = "Bearer"
            return response
        }
        guard !gate.isFull else { return overload(answerFormat) }

        let held = HeldBody(budget: budget)
        defer { held.release() }
        switch await body(of: request, into: held, channel) {
        case .whole: break
        case .tooLarge: return tooLarge(answerFormat, channel)
        case .overload: return overload(answerFormat, closing: channel)
        case .broken: return Self.text(.badRequest, "the body did not come in whole\n")
        }
        guard await gate.enter() else { return overload(answerFormat) }
        defer { gate.leave() }
        return await answer(held.bytes, format, answerFormat, requester, handler)
    }

    private func answer(
        _ bytes: [UInt8], _ format: DocumentFormat, _ answerFormat: DocumentFormat,
        _ requester: Requester, _ handler: DocumentHandler
    ) async -> Response {
        let document: Document
        do throws(DocumentError) {
            document = try codec.decode(bytes, as: format)
        } catch {
            tally.count(.malformed)
            return problem(
                ExchangeRefusal(.malformed, reason: error.description), answerFormat,
                status: .badRequest)
        }
        counts.count(document)
        do throws(ExchangeRefusal) {
            let answer = try await handler(document, requester)
            if case .messages(let batch) = answer, batch.messages.isEmpty {
                return Response(status: .noContent)
            }
            return written(answer, answerFormat, status: .ok)
        } catch {
            tally.count(.refused)
            return problem(error, answerFormat, status: Self.status(of: error.report.kind))
        }
    }

    private static func status(of kind: ProblemReport.Kind) -> HTTPResponse.Status {
        switch kind {
        case .malformed, .insufficientInput: .badRequest
        case .permissionDenied: .forbidden
        case .requestRefused: .serviceUnavailable
        case .insufficientBudget: .unprocessableContent
        case .requestExpired: .gatewayTimeout
        }
    }

    private func overload(_ format: DocumentFormat, closing channel: (any Channel)? = nil)
        -> Response
    {
        tally.count(.overload)
        if let channel { Self.closeSoon(channel) }
        return problem(.overloaded, format, status: .serviceUnavailable)
    }

    private func tooLarge(_ format: DocumentFormat, _ channel: any Channel) -> Response {
        tally.count(.size)
        Self.closeSoon(channel)
        return problem(
            ExchangeRefusal(
                .malformed,
                reason:
                    "a document may have \(configuration.documents.bytes) bytes: send less at a time"
            ),
            format, status: .contentTooLarge)
    }

    /// Closes a connection whose client may still be sending what nobody reads, once it has the answer.
    private static func closeSoon(_ channel: any Channel) {
        channel.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
    }

    private func problem(
        _ refusal: ExchangeRefusal, _ format: DocumentFormat, status: HTTPResponse.Status
    ) -> Response {
        let batch = MessageBatch(time: WallClock.milliseconds, messages: [.problem(refusal.report)])
        var response = written(.messages(batch), format, status: status)
        if let seconds = refusal.retryAfter { response.headers[.retryAfter] = String(seconds) }
        return response
    }

    private func written(
        _ document: Document, _ format: DocumentFormat, status: HTTPResponse.Status
    ) -> Response {
        Response(
            status: status, headers: [.contentType: format.mediaType],
            body: .init(byteBuffer: ByteBuffer(bytes: codec.encode(document, as: format))))
    }
}

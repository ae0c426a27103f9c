import Foundation
import InternetProtocols

/// Fetches a certificate that a server left out, from where the chain says it is.
public enum IssuerCertificateProbe {
    /// How a fetch ended.
    public struct Outcome: Sendable {
        /// The certificate in DER; nil when none came.
        public let certificate: [UInt8]?
        /// The visit behind it, with whatever failed.
        public let visit: PageVisit
    }

    /// Fetches the certificate at a caIssuers location (RFC 5280, section 4.2.2.1).
    ///
    /// Give it to ``CertificateChain/examine(_:host:trust:date:fetchedIssuers:)``, which alone says
    /// whether it helps: what comes over clear text proves nothing by itself. A DER certificate
    /// and a PEM file are understood, a PKCS #7 bundle is not.
    ///
    /// - Parameters:
    ///   - location: An entry of ``CertificateSummary/issuerURLs``.
    ///   - options: The limits and the source of the visit.
    /// - Throws: `CancellationError`, ``ProbeError``, or `InternetProtocolsError` for a location
    ///   that is no `http` URL.
    public static func fetch(
        _ location: String, options: PageVisitOptions = PageVisitOptions()
    ) async throws -> Outcome {
        let visit = try await PageVisitProbe.visit(TargetURL(location), options: options)
        guard visit.end == .answered(status: 200), let http = visit.hops.last?.http,
            http.isComplete, http.bodyByteCount == http.body.count
        else { return Outcome(certificate: nil, visit: visit) }
        let candidates = [http.body] + PEMBlocks.certificates(in: http.body)
        return Outcome(
            certificate: candidates.first { CertificateNames($0) != nil }, visit: visit)
    }
}

/// Variables that must not reach a program of the lab from outside.
enum ForeignVariables {
    static let names =
        ["http_proxy", "https_proxy", "all_proxy", "no_proxy"].flatMap { [$0, $0.uppercased()] }
        + ["SSL_CERT_DIR", "CURL_CA_BUNDLE", "RES_OPTIONS", "LOCALDOMAIN", "HOSTALIASES"]
}

#!/usr/bin/env bash
# Makes an authority of the platform's own and certificates: mutual TLS between silos, and between gateways and silos, off loopback.
#   deploy/certificates.sh FOLDER [gateway=]ADDRESS...     e.g. deploy/certificates.sh /etc/platform/tls 10.0.0.5 10.0.0.6 gateway=10.0.0.7
# A silo's is for servers and clients, a gateway's for clients alone. The authority is made once; call again for more. Keep authority.key off the servers.
set -euo pipefail
[ $# -ge 2 ] || { sed -n 2,4p "$0" >&2; exit 2; }
folder=$1; shift
umask 077
mkdir -p "$folder"
cd "$folder"
if [ ! -f authority.key ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj "/CN=platform silos" \
    -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign,cRLSign" -keyout authority.key -out authority.crt 2>/dev/null
fi
for address in "$@"; do
  usage=serverAuth,clientAuth
  case "$address" in gateway=*) address=${address#gateway=} usage=clientAuth ;; esac
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$address" -keyout "$address.key" -out "$address.csr" 2>/dev/null
  case "$address" in *[!0-9.]*) name="DNS:$address" ;; *) name="IP:$address" ;; esac
  openssl x509 -req -in "$address.csr" -CA authority.crt -CAkey authority.key -CAcreateserial -days 397 -out "$address.crt" \
    -extfile <(printf 'subjectAltName=%s\nextendedKeyUsage=%s\nkeyUsage=digitalSignature\n' "$name" "$usage") 2>/dev/null
  rm "$address.csr"
  echo "$address: $address.crt $address.key, signed by authority.crt, for 397 days"
done

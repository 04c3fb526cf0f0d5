# An image of Node.js and the app, and nothing else: what `npm run build -- --out` writes. docs/running.md says how to run it.
ARG NODE=24
ARG DEBIAN=bookworm

FROM node:${NODE}-${DEBIAN}-slim AS build
WORKDIR /src
# Packages are fetched anew only where these files have changed.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev
COPY . .
RUN npm run build -- --out /app

# The system that the packages were built for, without npm.
FROM debian:${DEBIAN}-slim
LABEL org.opencontainers.image.title="Latchkey"
LABEL org.opencontainers.image.description="Sign-up and sign-in by cookie session and by JWT"
LABEL org.opencontainers.image.version="0.1.0"
LABEL org.opencontainers.image.licenses="MIT"
COPY --from=build /usr/local/bin/node /usr/local/bin/node
COPY --from=build /app /app
# All that is written to, by SQLite: with a PostgreSQL nothing is. The default of DATABASE_URL lies there.
RUN install -d -o 10001 -g 10001 -m 700 /data
RUN ln -s /data /app/data
VOLUME /data
ENV NODE_ENV=production
ENV HOST=0.0.0.0
ENV PORT=8000
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["/usr/local/bin/node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# As a list: no shell stands between SIGTERM and the server, which stops within ten seconds.
CMD ["/usr/local/bin/node", "/app/server.js"]

